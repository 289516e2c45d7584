package io.livegate.job.judge;

import io.livegate.frame.CaptureTimes;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.image.GreyImage;
import io.livegate.ingest.sample.ChangeWatch;
import io.livegate.ingest.sample.Sampler;
import io.livegate.ingest.sample.SamplingPlan;
import io.livegate.ingest.sample.SpotChecks;
import io.livegate.job.config.JudgeSettings;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one judging task remembers of one session: cadence, numbers seen, time, and what is still to
 * be reported. Lost on failure except for the latter. Touched by the task's own thread only; the
 * judge's sessions by one worker at a time, under the scheduler's lock where they are left.
 */
final class SessionMemory {

  private static final int MAX_REASONS = 8;
  private static final long SET_BACK_MILLIS = 30_000;

  /** How long another face is looked at closely: twice what it takes to let somebody in ... */
  private static final Duration ANOTHER_FACE = Duration.ofSeconds(4);

  /** ... and how long no other follows: a restless session costs a bounded multiple of a quiet. */
  private static final long REST_MILLIS = 16_000;

  /** Whoever sends nothing for longer may come back as somebody else. */
  private static final long SILENCE_MILLIS = 5_000;

  final SessionKey key;
  final FrameScheduler.Line line;
  long touchedMillis;

  /** The session's end has been received; what comes now comes too late. */
  boolean ending;

  /** Control records in flight. */
  int waitingControls;

  private JudgeSettings settings;
  private SamplingPlan plan;
  private final SpotChecks spots;
  private final Map<Witness, Sampler> samplers = new EnumMap<>(Witness.class);
  private final Map<Witness, ChangeWatch> watches = new EnumMap<>(Witness.class);
  private final Map<Witness, CaptureTimes> captures = new EnumMap<>(Witness.class);
  private final Map<Witness, SeqWindow> seqs = new EnumMap<>(Witness.class);
  private final Map<Witness, Long> newestFrames = new EnumMap<>(Witness.class);
  private final Set<ReasonCode> reasons = EnumSet.noneOf(ReasonCode.class);
  private Map<Witness, FrameJudge.Session> sessions = new EnumMap<>(Witness.class);
  private FrameCounts counts;
  private long firstMillis = Long.MIN_VALUE;
  private long newestMillis = Long.MIN_VALUE;
  private long watchedUntilMillis = Long.MIN_VALUE;
  private boolean reported;

  /** The face the sender's frames are judged by; -1 before the first. */
  private int face = -1;

  private long anotherFaceMillis = Long.MIN_VALUE / 2;

  /** When frames last came after a silence and were looked at closely. */
  private final Map<Witness, Long> silences = new EnumMap<>(Witness.class);

  SessionMemory(
      SessionKey key,
      FrameScheduler.Line line,
      JudgeSettings settings,
      SpotChecks spots,
      Unreported before) {
    this.key = key;
    this.line = line;
    this.settings = settings;
    this.spots = spots;
    this.plan = settings.sampling().plan();
    this.counts = before.counts();
    this.reasons.addAll(before.reasons());
  }

  /** How closely it is looked at from now on; what it showed so far is not forgotten. */
  void follow(JudgeSettings now) {
    if (now == settings) {
      return;
    }
    settings = now;
    SamplingPlan next = now.sampling().plan();
    if (!next.equals(plan)) {
      plan = next;
      samplers.values().forEach(sampler -> sampler.follow(next));
      watches.values().forEach(watch -> watch.follow(next));
    }
  }

  JudgeSettings settings() {
    return settings;
  }

  /**
   * The session's time axis, made monotonous: a clock that goes back stands still. One that is set
   * back far was wrong before, and the axis starts again, for on a standing clock no frame is due.
   */
  long advanceTo(long atMillis) {
    if (firstMillis == Long.MIN_VALUE || newestMillis - atMillis > SET_BACK_MILLIS) {
      firstMillis = atMillis;
      newestMillis = atMillis;
      watchedUntilMillis = Long.MIN_VALUE;
      samplers.clear();
      watches.clear();
      captures.clear();
      newestFrames.clear();
      silences.clear();
      sessions.clear(); // what they remember lies in a future that will not come
    }
    newestMillis = Math.max(newestMillis, atMillis);
    return newestMillis;
  }

  boolean isNew(Witness witness, long seq) {
    return seqs.computeIfAbsent(witness, w -> new SeqWindow()).add(seq);
  }

  /** What a frame tells of those its source took before it, judged or not. */
  void took(FrameHeader header) {
    captures.put(header.witness(), captures(header.witness()).plus(header.intervals()));
  }

  CaptureTimes captures(Witness witness) {
    return captures.getOrDefault(witness, CaptureTimes.NONE);
  }

  /**
   * Whether a frame is to be judged, because its time has come or because the scene has changed.
   * What comes after a silence is another scene, looked at closely unless one did not long before.
   *
   * @param glance the frame at a glance, null where that cannot be had; asked when it is wanted
   */
  boolean isDue(Witness witness, long atMillis, Supplier<@Nullable GreyImage> glance) {
    Sampler sampler = samplers.computeIfAbsent(witness, w -> new Sampler(plan, spots));
    ChangeWatch watch = watches.computeIfAbsent(witness, w -> new ChangeWatch(plan));
    Long before = newestFrames.put(witness, atMillis);
    if (before != null && atMillis - before > SILENCE_MILLIS) {
      watch.cut();
      Long last = silences.get(witness);
      if (last == null || atMillis - last >= REST_MILLIS) {
        silences.put(witness, atMillis);
        sampler.burst(atMillis, ANOTHER_FACE);
      }
    }
    boolean due = sampler.due(atMillis);
    if (isUrgent()) {
      return due; // looked at closely as it is
    }
    GreyImage picture = watch.wants(atMillis) ? glance.get() : null;
    return picture == null ? due : watch.isDue(picture, due, atMillis, sampler);
  }

  /** The number of the scene that the newest frame shows; while urgent only silences count. */
  int scene(Witness witness) {
    ChangeWatch watch = watches.get(witness);
    return watch == null ? 0 : watch.changes();
  }

  /** Looked at closely and before others from now on. */
  void report(long atMillis) {
    reported = true;
    samplers.values().forEach(sampler -> sampler.burst(atMillis));
  }

  /** A task is on the person's screen: looked at closely and before others until it is over. */
  void watch(long atMillis, Duration duration) {
    watchedUntilMillis = Math.max(watchedUntilMillis, atMillis + duration.toMillis());
    samplers.values().forEach(sampler -> sampler.burst(atMillis, duration));
  }

  /** Looked at closely from now on when it is another face that was judged. */
  void saw(Signals judged) {
    Double track = judged.score("face.track");
    if (track == null || judged.witness() != Witness.SENDER) {
      return;
    }
    boolean another = face >= 0 && track.intValue() != face;
    face = track.intValue();
    if (another && Math.abs(newestMillis - anotherFaceMillis) >= REST_MILLIS) {
      anotherFaceMillis = newestMillis;
      Sampler sampler = samplers.get(Witness.SENDER);
      if (sampler != null) {
        sampler.burst(newestMillis, ANOTHER_FACE);
      }
    }
  }

  /** A sender that starts again numbers from 0. */
  void restart() {
    seqs.clear();
  }

  boolean isUrgent() {
    return reported
        || newestMillis < watchedUntilMillis
        || newestMillis - firstMillis < plan.gateDuration().toMillis();
  }

  /** Each witness's own: what one sees after the other is no movement of the person. */
  FrameJudge.Session session(FrameJudge judge, Witness witness) {
    return sessions.computeIfAbsent(witness, w -> judge.openSession(key));
  }

  /** A worker hangs with one of them: the next frame is judged without what they remember. */
  void leaveJudges() {
    sessions = new EnumMap<>(Witness.class);
  }

  void count(FrameFate fate, @Nullable ReasonCode reason) {
    counts = counts.plus(fate);
    if (reason != null && reasons.size() < MAX_REASONS) {
      reasons.add(reason);
    }
  }

  /** What no record has carried yet. */
  Unreported unreported() {
    return new Unreported(counts, List.copyOf(reasons));
  }

  Unreported takeUnreported() {
    Unreported taken = unreported();
    counts = FrameCounts.ZERO;
    reasons.clear();
    return taken;
  }

  /** Fates and reasons that ride on the session's next record. */
  record Unreported(FrameCounts counts, List<ReasonCode> reasons) {
    static final Unreported NOTHING = new Unreported(FrameCounts.ZERO, List.of());

    Unreported plus(Unreported other) {
      Set<ReasonCode> all = EnumSet.noneOf(ReasonCode.class);
      all.addAll(reasons);
      all.addAll(other.reasons);
      return new Unreported(counts.plus(other.counts), all.stream().limit(MAX_REASONS).toList());
    }

    boolean isNothing() {
      return counts.equals(FrameCounts.ZERO) && reasons.isEmpty();
    }
  }
}
