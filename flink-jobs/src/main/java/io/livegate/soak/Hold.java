package io.livegate.soak;

import io.livegate.job.config.JudgeSettings.Sampling;
import io.livegate.soak.Load.Reading;
import io.livegate.soak.Trend.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The soak itself. While it settles and in its first third the number of sessions is brought to
 * where the job judges the wanted share of its capacity, caches fill, and the compiler comes to
 * rest (what it worked in, 6 to 8 MiB at a time, it gave back up to the 16th minute here); then
 * nothing is touched, and memory should not move.
 */
final class Hold {

  /** Seldom enough not to matter, and often enough for a line: 120 times, in a short soak. */
  private static final long LONGEST_PERIOD_MILLIS = 5_000;

  private static final long SHORTEST_PERIOD_MILLIS = 500;
  private static final int SAMPLES = 120;
  private static final long LONGEST_RETURN_MILLIS = 1_000;
  private static final int PERIODS_PER_HEAP = 2;
  private static final int PERIODS_PER_ADJUSTMENT = 6;
  private static final int PERIODS_PER_NOTE = 12;
  private static final double MOST_AT_ONCE = 1.3;
  private static final double LEAST_TAKEN = 0.95;

  private final Soak.Settings settings;
  private final double capacity;
  private final double wanted;
  private final JobProcess job;
  private final MemoryGauge gauge;
  private final Load load;
  private final Consumer<String> notes;
  private final long periodMillis;
  private final List<Point> heap = new ArrayList<>();
  private final List<Point> resident = new ArrayList<>();
  private @Nullable Reading windowBegin;
  private @Nullable Reading windowEnd;
  private long windowBeginMillis;
  private long peak;

  Hold(
      Soak.Settings settings,
      double capacity,
      JobProcess job,
      MemoryGauge gauge,
      Load load,
      Consumer<String> notes) {
    this.settings = settings;
    this.capacity = capacity;
    this.wanted = capacity * settings.load();
    this.job = job;
    this.gauge = gauge;
    this.load = load;
    this.notes = notes;
    this.periodMillis =
        Math.max(
            SHORTEST_PERIOD_MILLIS,
            Math.min(LONGEST_PERIOD_MILLIS, settings.duration().toMillis() / SAMPLES));
  }

  void run() throws IOException, InterruptedException {
    load.resize(sessions(settings.config().judging().sampling()));
    notes.accept(
        say("%.1f frames a second are wanted; %d sessions to begin with", wanted, load.size()));
    long begin = System.nanoTime();
    windowBeginMillis =
        System.currentTimeMillis()
            + settings.settling().toMillis()
            + settings.duration().toMillis() / 3;
    long end = begin + settings.settling().plus(settings.duration()).toNanos();
    Reading lastNote = load.read();
    Reading lastAdjustment = lastNote;
    for (int i = 1; ; i++) {
      long due = begin + i * periodMillis * 1_000_000;
      if (due - end > 0) {
        break;
      }
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      job.requireAlive();
      boolean inWindow = System.currentTimeMillis() >= windowBeginMillis;
      if (inWindow && windowBegin == null) {
        windowBegin = load.read();
      }
      if (inWindow) {
        peak = Math.max(peak, gauge.resident());
      }
      if (i % PERIODS_PER_HEAP == 0) {
        heap.add(new Point(System.currentTimeMillis(), gauge.heapAfterFullGc()));
        // G1 gives free regions back in the background.
        Thread.sleep(Math.min(LONGEST_RETURN_MILLIS, periodMillis / 2));
        resident.add(new Point(System.currentTimeMillis(), gauge.resident()));
      }
      if (!inWindow && i % PERIODS_PER_ADJUSTMENT == 0) {
        lastAdjustment = adjust(lastAdjustment);
      }
      if (i % PERIODS_PER_NOTE == 0) {
        lastNote = note(i * periodMillis / 60_000.0, lastNote);
      }
    }
    windowEnd = load.read();
  }

  /** By the sampling plan; what it leaves out is made up for by {@link #adjust}. */
  private int sessions(Sampling plan) {
    double stay = Guests.STAY_MILLIS / 1000.0;
    double gate = Math.min(stay, plan.gateDuration().toMillis() / 1000.0);
    double judged = (gate * plan.gatePerSecond() + (stay - gate) * plan.watchPerSecond()) / stay;
    return atLeastOne(wanted / judged);
  }

  private Reading adjust(Reading before) throws IOException, InterruptedException {
    Reading now = load.read();
    double judged = Math.max(1e-3, now.judgedPerSecondSince(before));
    double taken = judged / (judged + now.shedPerSecondSince(before));
    // A machine that others slow down sheds: then more sessions would not be judged more.
    double factor = Math.min(wanted / judged, taken < LEAST_TAKEN ? taken : MOST_AT_ONCE);
    double bounded = Math.max(1 / MOST_AT_ONCE, Math.min(MOST_AT_ONCE, factor));
    load.resize(atLeastOne(load.size() * bounded));
    return now;
  }

  private static int atLeastOne(double sessions) {
    return (int) Math.max(1, Math.round(sessions));
  }

  private Reading note(double minute, Reading before) throws IOException, InterruptedException {
    Reading now = load.read();
    MemoryGauge.Beside beside = gauge.beside();
    notes.accept(
        say(
            "%.0f min: %d sessions, %.1f judged and %.1f shed a second; heap after GC %.1f MiB,"
                + " resident %.1f MiB (classes and code %.1f, direct buffers %.1f, %d classes,"
                + " %d threads)",
            minute,
            load.size(),
            now.judgedPerSecondSince(before),
            now.shedPerSecondSince(before),
            mebibytes(last(heap)),
            mebibytes(last(resident)),
            mebibytes(beside.nonHeapBytes()),
            mebibytes(beside.directBytes()),
            beside.classes(),
            beside.threads()));
    return now;
  }

  private static long last(List<Point> points) {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).bytes();
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /**
   * @throws IllegalStateException if it was too short to say anything
   */
  SoakResult result(boolean accountingHolds) {
    Reading begin = windowBegin;
    Reading end = windowEnd;
    if (begin == null || end == null) {
      throw new IllegalStateException("too short a soak to measure anything: --minutes 2 and up");
    }
    double minutes = settings.duration().toMillis() / 60_000.0;
    return new SoakResult(
        minutes,
        settings.load(),
        capacity,
        end.judgedPerSecondSince(begin),
        end.shedPerSecondSince(begin),
        load.sent(),
        load.sessions(),
        accountingHolds,
        Trend.of(inWindow(heap)),
        Trend.of(inWindow(resident)),
        mebibytes(peak),
        minutes * 2 / 3);
  }

  private List<Point> inWindow(List<Point> points) {
    return points.stream().filter(point -> point.atMillis() >= windowBeginMillis).toList();
  }
}
