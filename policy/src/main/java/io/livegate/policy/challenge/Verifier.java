package io.livegate.policy.challenge;

import io.livegate.policy.KnownSignals;
import io.livegate.policy.Task;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the frames after a task was shown whether the person did it. All that is remembered is
 * in the {@link ChallengeEvidence}; the same frames give the same end.
 *
 * <p>Whatever the task: the same face stays in the picture, alone, without a cut; the answer comes
 * between {@link Movement#REACTION} and the deadline; the movement was not there before; it is seen
 * closely enough for a cut to be seen too; nothing is known to have been shown before, here or in
 * another session, nor is shown again for a while after the answer; and the frames that show the
 * face from the front look like a living person.
 */
public final class Verifier {

  /** A longer interruption of the stream hides too much. */
  private static final int GAP = 1_000;

  private static final int SEVERAL_FRAMES = 3;

  /** Fewer measured frames than one a second and a few more cannot show that nothing happened. */
  private static final int FEWEST_FRAMES = 10;

  /** A face turned further than this is not what the liveness models know. */
  private static final double FRONTAL = 20;

  /**
   * Below this a face is held to be a picture, as in the shipped policy's print-or-screen: genuine
   * clips have at most 12 % of their frontal frames there, replays 68 % and all.
   */
  private static final double LIVE = 0.2;

  /**
   * All cues together: below this a picture is the likelier. The shipped policy admits from 0.65,
   * for there it must be sure; here the person may be turned, bowed or hidden half of the time.
   */
  private static final double GENUINE = 0.5;

  /**
   * Bands as deep as this, per cent, roll over what is filmed off a screen, and over what is seen
   * under some lamps: weak where a person would be refused for them, enough where nobody is. The
   * one genuine development recording with bands has 1.4 % for 4 s; of the generated replays those
   * that the other cues take for a person have 3.5 % at least.
   */
  private static final double BANDS = 2;

  /** A face that has not moved of itself for so many seconds is a picture. */
  private static final double STILL = 1.5;

  private static final int FEWEST_JUDGED = 3;

  /** Seconds that come round again are a loop; genuine development clips have at most 0.2. */
  private static final double LOOP = 0.5;

  /** A face hidden further is not what they know either. */
  private static final double HIDDEN = 0.25;

  /**
   * So long the frames are watched from the start, the answer may come as soon as it will: a loop
   * tells itself only when it comes round. One of three seconds has then shown half a second again.
   */
  static final int WATCHED = 4_000;

  /** And so long after the answer, for a loop that began with it. */
  static final int HOLD = 1_000;

  /** Blinks need eight frames a second to be seen; between fewer a cut hides as well. */
  private static final int FEWEST_A_SECOND = 8;

  /** Seconds another session showed before, as in the shipped policy's rule seen-before. */
  private static final double SEEN_BEFORE = 3.3;

  private final long deadlineMillis;
  private final boolean mirrored;

  /**
   * @param deadlineMillis for the answer, from the task being shown
   * @param mirrored whether frames come as in a mirror, the person's left at the left edge
   */
  public Verifier(long deadlineMillis, boolean mirrored) {
    this.deadlineMillis = deadlineMillis;
    this.mirrored = mirrored;
  }

  /** The task is on the screen: its clock starts. */
  public void begin(ChallengeEvidence evidence, long atMillis) {
    evidence.start(atMillis, Watched.count());
  }

  /** Towards which edge of the frames as sent a turn goes. */
  public Edge edge(Task task) {
    return (task == Task.TURN_LEFT) == mirrored ? Edge.LEFT : Edge.RIGHT;
  }

  /** An edge of the picture, as it is in the frames that Livegate is sent. */
  public enum Edge {
    LEFT,
    RIGHT
  }

  /** When the open task is over, on the session's time axis; an answer is watched on after it. */
  public long deadline(ChallengeEvidence evidence) {
    long answer = deadlineMillis(evidence.task());
    return evidence.sinceMillis
        + (evidence.answered > 0 ? Math.max(answer, settled(evidence)) : answer);
  }

  /** Until when an answer is watched on, from the clock's start. */
  private static int settled(ChallengeEvidence evidence) {
    return Math.max(evidence.answered + HOLD, WATCHED);
  }

  /** For the answer to this task, from its being shown. */
  public long deadlineMillis(Task task) {
    return task == Task.FOLLOW_COLOUR
        ? Math.max(deadlineMillis, Colour.ALL_MILLIS + GAP / 2)
        : deadlineMillis;
  }

  /** The colours of a session's challenge of that number. */
  public static List<Colour> colours(long seed, int number) {
    return Colour.sequence(SecretDraw.mix(seed + number));
  }

  /** Takes a frame of the sender's in; the task's end, or null while it goes on. */
  public @Nullable Closing frame(ChallengeEvidence evidence, Signals signals) {
    double[] scores = KnownSignals.scoresOf(signals);
    Sample sample = Sample.of(signals.atMillis(), scores);
    int after = (int) Math.min(sample.atMillis() - evidence.sinceMillis, Integer.MAX_VALUE);
    if (after < 0) {
      return null;
    }
    if (sample.atMillis() > deadline(evidence)) {
      return close(evidence, outOfTime(evidence), deadline(evidence));
    }
    Watched.add(evidence, scores);
    ChallengeReason why = step(evidence, sample, signals.score("face.track"), after);
    evidence.lastFrame = after;
    return why == null ? null : close(evidence, why, sample.atMillis());
  }

  /** Lets time pass without a frame. */
  public @Nullable Closing advance(ChallengeEvidence evidence, long atMillis) {
    return atMillis < deadline(evidence)
        ? null
        : close(evidence, outOfTime(evidence), deadline(evidence));
  }

  /** Ends it for a reason that is not in the frames. */
  public Closing close(ChallengeEvidence evidence, ChallengeReason why, long atMillis) {
    if (!evidence.isShown()) {
      evidence.state = ChallengeEvidence.CLOSED;
      return new Closing(why, "not-shown", 0, 0, Map.of(), Map.of());
    }
    Check check = check(evidence);
    evidence.state = ChallengeEvidence.CLOSED;
    return new Closing(
        why,
        check.phase(evidence),
        atMillis - evidence.sinceMillis,
        evidence.frames,
        check.measured(evidence),
        Watched.of(evidence));
  }

  private @Nullable ChallengeReason step(
      ChallengeEvidence e, Sample sample, @Nullable Double track, int after) {
    if (after - e.lastFrame > GAP) {
      return ChallengeReason.GAP;
    }
    if (sample.faces() > 1 && ++e.several >= SEVERAL_FRAMES) {
      return ChallengeReason.SEVERAL_FACES;
    }
    if (sample.again() >= LOOP || sample.elsewhere() >= SEEN_BEFORE) {
      return ChallengeReason.REPEATED;
    }
    ChallengeReason another = anotherFace(e, track);
    if (another != null) {
      return another;
    }
    noteLive(e, sample);
    e.seen += (short) (e.seen < Short.MAX_VALUE ? 1 : 0);
    if (e.answered > 0) {
      return after >= settled(e) ? passed(e) : null;
    }
    Check check = check(e);
    double value = check.measure(e, sample);
    if (Double.isNaN(value)) {
      return after - e.lastMeasured > check.patience(e) ? ChallengeReason.FACE_LOST : null;
    }
    e.frames++;
    ChallengeReason why = check.step(e, sample, value, after);
    e.lastMeasured = after;
    return why == ChallengeReason.ANSWERED ? answered(e, check, after) : why;
  }

  /**
   * The task is the face's that is there when it is shown; what another does answers nothing. Who
   * was hidden for so long that the number was lost may be the same person, and nobody can tell.
   */
  private static @Nullable ChallengeReason anotherFace(
      ChallengeEvidence e, @Nullable Double track) {
    int before = e.face;
    if (track == null) {
      e.face = (short) -Math.abs(before);
      return null;
    }
    e.face = (short) (1 + track.intValue() % Short.MAX_VALUE);
    if (before == 0 || Math.abs(before) == e.face) {
      return null;
    }
    return before > 0 ? ChallengeReason.JUMP : ChallengeReason.FACE_LOST;
  }

  /** The movement was seen: closely enough, and for the first time? */
  private static @Nullable ChallengeReason answered(ChallengeEvidence e, Check check, int after) {
    if (e.seen * 1_000 < FEWEST_A_SECOND * (after - Movement.REACTION)) {
      return ChallengeReason.FEW_FRAMES;
    }
    if (check instanceof Movement movement
        && Fingerprints.isRepeated(e, movement.fingerprint(e, after))) {
      return ChallengeReason.REPEATED;
    }
    e.answered = after;
    return null;
  }

  /** The answer was watched on, and nothing came round again: was it a person's? */
  private static ChallengeReason passed(ChallengeEvidence e) {
    if (e.judged < FEWEST_JUDGED) {
      return ChallengeReason.FEW_FRAMES;
    }
    return 2 * e.live >= e.judged ? ChallengeReason.ANSWERED : ChallengeReason.NOT_LIVE;
  }

  /**
   * What the models see in a single frame counts where they know it: from the front, unhidden. That
   * alone speaks for nobody: a face too far away for all cues together may be a picture of one.
   */
  private static void noteLive(ChallengeEvidence e, Sample sample) {
    boolean frontal = Double.isNaN(sample.yaw()) || Math.abs(sample.yaw()) <= FRONTAL;
    boolean known = !Double.isNaN(sample.live()) && frontal && !(sample.covered() > HIDDEN);
    if (known || !Double.isNaN(sample.genuine())) {
      boolean still = sample.still() >= STILL;
      boolean person = sample.genuine() >= GENUINE && !still && !(sample.flicker() >= BANDS);
      e.judged++;
      e.live += (short) (person && !(known && sample.live() < LIVE) ? 1 : 0);
    }
  }

  private ChallengeReason outOfTime(ChallengeEvidence e) {
    long whole = deadline(e) - e.sinceMillis;
    if (whole - e.lastFrame > GAP) {
      return ChallengeReason.GAP;
    }
    if (e.answered > 0) {
      return passed(e);
    }
    if (e.frames < FEWEST_FRAMES) {
      return ChallengeReason.FEW_FRAMES;
    }
    return whole - e.lastMeasured > check(e).patience(e)
        ? ChallengeReason.FACE_LOST
        : ChallengeReason.LATE;
  }

  private Check check(ChallengeEvidence evidence) {
    Task task = evidence.task();
    return switch (task) {
      case TURN_LEFT, TURN_RIGHT -> Movement.turn(edge(task) == Edge.RIGHT ? 1 : -1);
      case HAND_ACROSS_FACE -> Movement.hand();
      case COME_CLOSER -> Movement.closer();
      case LOOK_DOWN -> Movement.lookDown();
      case BLINK_TWICE -> new Blinks();
      case FOLLOW_COLOUR -> new Colours(colours(evidence.seed, evidence.number));
    };
  }
}
