package io.livegate.job.judge;

import io.livegate.job.JudgeSettings;
import io.livegate.job.JudgeSettingsParser;
import io.livegate.job.PipelineConfig;
import io.livegate.job.SharedInstances;
import io.livegate.job.decide.PolicyFeed;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.probe.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the settings on the policies topic, by a thread and a consumer of its own: frames are
 * judged before the stream knows of tenants. One per JVM and job.
 *
 * <p>It begins with the topic's beginning each time, so that nothing needs to be kept over a
 * restart. While the broker is away, what was read last goes on.
 */
final class SettingsFollower implements LiveSettings, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsFollower.class);
  private static final SharedInstances<SettingsFollower> OPEN =
      new SharedInstances<>(SettingsFollower::close);

  private static final Duration WAIT = Duration.ofMillis(500);
  private static final long AGAIN_MILLIS = 1_000;
  private static final long STOP_MILLIS = 5_000;

  /** Beyond so many, tenants are looked up anew. */
  private static final int MAX_TENANTS = 10_000;

  private final PipelineConfig config;

  /** By record key. */
  private final Map<String, String> records = new ConcurrentHashMap<>();

  private final Map<String, JudgeSettings> ofTenant = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile PolicyFeed feed;
  private volatile boolean closed;

  private SettingsFollower(PipelineConfig config) {
    this.config = config;
    this.feed = new PolicyFeed(config);
    boolean begun = false;
    try {
      take(feed.toEnd());
      begun = true;
    } finally {
      if (!begun) {
        feed.close();
      }
    }
    thread = new Thread(this::follow, "livegate-settings");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Opens or joins the follower of a job; returns when all that stands on the topic is known. Pair
   * with {@link #release}.
   *
   * @param key names the job's run; the same in all of its tasks
   * @throws IllegalStateException if the topic cannot be read to its end
   */
  static SettingsFollower acquire(String key, PipelineConfig config) {
    return OPEN.acquire(key, () -> new SettingsFollower(config));
  }

  static void release(String key) {
    OPEN.release(key);
  }

  @Override
  public JudgeSettings of(String tenant) {
    if (Probe.is(tenant)) {
      return config.judging(); // it is to measure the way, whatever somebody has set
    }
    JudgeSettings known = ofTenant.get(tenant);
    if (known != null) {
      return known;
    }
    if (ofTenant.size() >= MAX_TENANTS) {
      ofTenant.clear();
    }
    return ofTenant.computeIfAbsent(
        tenant,
        name ->
            JudgeSettingsParser.layered(
                config.judging(), records.get(key(null)), records.get(key(name))));
  }

  private static String key(@Nullable String tenant) {
    return new PolicyKey(PolicyKey.Kind.SETTINGS, tenant).text();
  }

  private void follow() {
    while (!closed) {
      try {
        take(feed.next(WAIT));
      } catch (WakeupException e) {
        // closed is set
      } catch (KafkaException | IllegalStateException e) {
        LOG.warn("settings cannot be followed and stay as they are until they can", e);
        again();
      }
    }
    feed.close();
  }

  /** From the beginning: what was missed, and what has been taken back since, is not known. */
  private void again() {
    feed.close();
    try {
      Thread.sleep(AGAIN_MILLIS);
      feed = new PolicyFeed(config);
      List<PolicyUpdate> all = feed.toEnd();
      records.clear();
      take(all);
      ofTenant.clear();
    } catch (InterruptedException e) {
      closed = true;
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("not yet", e); // the next attempt warns
    }
  }

  private void take(List<PolicyUpdate> updates) {
    boolean changed = false;
    for (PolicyUpdate update : updates) {
      if (update.problems().isEmpty()
          && PolicyKey.parse(update.key()).kind() == PolicyKey.Kind.SETTINGS) {
        String text = update.text();
        if (text == null) {
          records.remove(update.key());
        } else {
          records.put(update.key(), text);
        }
        changed = true;
      }
    }
    if (changed) {
      ofTenant.clear();
    }
  }

  @Override
  public void close() {
    closed = true;
    feed.wakeUp();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
