package io.livegate.job.drift;

import io.livegate.detector.ScoreListener;
import io.livegate.job.config.DriftSettings;
import io.livegate.job.log.Pseudonyms;
import io.livegate.job.probe.Probe;
import io.livegate.model.ModelCard;
import io.livegate.model.ScoreReference;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what models say of each tenant's frames against the references of their cards. One per JVM
 * and job, thread-safe; nothing is kept over a restart. Windows follow each other: one that has too
 * few scores when it ends says nothing.
 */
public final class DriftWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);

  /** Tenants times models; beyond that the one heard of first gives way. */
  private static final int MOST = 10_000;

  private final DriftSettings settings;
  private final Pseudonyms pseudonyms;
  private final LongSupplier clock;
  private final Map<Key, Window> windows = new LinkedHashMap<>();

  /** By card id: what the newest full window of each tenant says, by tenant. */
  private final Map<String, Map<String, Finding>> found = new ConcurrentHashMap<>();

  private record Key(String model, String tenant) {}

  private record Finding(double psi, long atMillis) {}

  private static final class Window {
    private final ScoreReference reference;
    private final long[] counts;
    private long scores;
    private long endMillis;

    Window(ScoreReference reference, long endMillis) {
      this.reference = reference;
      this.counts = new long[reference.shares().size()];
      this.endMillis = endMillis;
    }
  }

  /**
   * @param clock milliseconds
   */
  public DriftWatch(DriftSettings settings, Pseudonyms pseudonyms, LongSupplier clock) {
    this.settings = settings;
    this.pseudonyms = pseudonyms;
    this.clock = clock;
  }

  /** Listens to what models say of a tenant's frames. */
  public ScoreListener of(String tenant) {
    return (card, score) -> heard(card, tenant, score);
  }

  /** The most that a model has drifted for a tenant of late; 0 while nothing is known. */
  public double most(String cardId) {
    long oldest = clock.getAsLong() - 2 * settings.window().toMillis();
    return found.getOrDefault(cardId, Map.of()).values().stream()
        .filter(finding -> finding.atMillis() >= oldest)
        .mapToDouble(Finding::psi)
        .max()
        .orElse(0);
  }

  private void heard(ModelCard card, String tenant, double score) {
    ScoreReference reference = card.reference();
    if (reference == null || settings.window().isZero() || Probe.is(tenant)) {
      return;
    }
    long now = clock.getAsLong();
    long[] full = null;
    synchronized (windows) {
      Key key = new Key(card.id(), tenant);
      Window window = windows.get(key);
      if (window == null || !window.reference.equals(reference)) {
        window = new Window(reference, now + settings.window().toMillis());
        windows.put(key, window);
        trim();
      }
      if (now >= window.endMillis) {
        full = window.scores < settings.minimum() ? null : window.counts.clone();
        Arrays.fill(window.counts, 0);
        window.scores = 0;
        window.endMillis = now + settings.window().toMillis();
      }
      int bins = window.counts.length;
      window.counts[Math.max(0, Math.min(bins - 1, (int) (score * bins)))]++;
      window.scores++;
    }
    if (full != null) {
      conclude(card, reference, tenant, full);
    }
  }

  private void conclude(ModelCard card, ScoreReference reference, String tenant, long[] counts) {
    double psi = Psi.of(reference.shares(), counts);
    found
        .computeIfAbsent(card.id(), id -> new ConcurrentHashMap<>())
        .put(tenant, new Finding(psi, clock.getAsLong()));
    if (psi > settings.limit()) {
      LOG.warn(
          "model {} has drifted for tenant {}: population stability index {} of {} scores against"
              + " the reference of its card ({})",
          card.id(),
          pseudonyms.ofTenant(tenant),
          String.format(Locale.ROOT, "%.2f", psi),
          Arrays.stream(counts).sum(),
          reference.data());
    }
  }

  private void trim() {
    if (windows.size() > MOST) {
      Iterator<Key> eldest = windows.keySet().iterator();
      Key gone = eldest.next();
      eldest.remove();
      Map<String, Finding> ofModel = found.get(gone.model());
      if (ofModel != null) {
        ofModel.remove(gone.tenant());
      }
    }
  }
}
