package io.livegate.policy.challenge;

import io.livegate.policy.Task;

/**
 * What is remembered of a session's challenges: the open one and the answers given before. Mutable,
 * and a Flink POJO; written by {@link Verifier} and the decider only.
 */
public class ChallengeEvidence {

  /** No challenge is open. */
  public static final byte CLOSED = 0;

  /** Asked for; the platform has not said that it is on the screen. */
  public static final byte ASKED = 1;

  /** On the screen: the clock runs. */
  public static final byte SHOWN = 2;

  public byte state;

  /** Challenges asked so far; the open one has this number. */
  public short number;

  /** Place in {@link Task} of the open challenge, or the newest one. */
  public byte task;

  /** 1 for the first of a row of tasks that one suspicion brought, and so on. */
  public byte attempt;

  /** Tasks passed of those that this suspicion asks for. */
  public byte passed;

  /** A bit per {@link Task.Kind} that the person declined. */
  public byte declined;

  /** Fingerprint of the rule that asked. */
  public int rule;

  /** Of this session, secret, the same on every run. */
  public long seed;

  /** When it was asked; once shown: since when the clock runs. */
  public long sinceMillis;

  public byte phase;

  /** Newest consecutive frames that speak for the next phase. */
  public byte run;

  /**
   * Number of the face whose task it is, and one; below zero while it is not seen; 0 = none was
   * numbered yet.
   */
  public short face;

  /** Frames with a second face. */
  public byte several;

  /** Frames with a liveness score, and how many of them speak for a person; saturating. */
  public short judged;

  public short live;

  /** Frames since the clock started; saturating. */
  public short seen;

  /** When the movement had been seen from start to end, after the clock's start; 0 while not. */
  public int answered;

  /** Frames in which the task's measure could be taken. */
  public short frames;

  /**
   * The newest frame, and the newest one with a measure, in milliseconds after the clock's start.
   */
  public int lastFrame;

  public int lastMeasured;

  /** The task's own memory. */
  public int[] memory = new int[0];

  /** By movement: how it was answered when it was last passed, {@link Fingerprints#SIZE} each. */
  public byte[] answers = new byte[0];

  /** Scores of the deepfake lane while the task was on: largest, sum (both in 1e-4), frames. */
  public int[] watchedMax = new int[0];

  public int[] watchedSum = new int[0];
  public short watchedFrames;

  public ChallengeEvidence() {}

  public boolean isOpen() {
    return state != CLOSED;
  }

  public boolean isShown() {
    return state == SHOWN;
  }

  public Task task() {
    return Task.values()[task];
  }

  public boolean hasDeclined(Task other) {
    return (declined & bit(other)) != 0;
  }

  /** The person cannot do the open task, nor any of its kind. */
  public void decline() {
    declined |= bit(task());
  }

  private static byte bit(Task task) {
    return (byte) (1 << task.kind().ordinal());
  }

  /** The clock starts: what the task before left behind is forgotten. */
  void start(long atMillis, int watched) {
    state = SHOWN;
    sinceMillis = atMillis;
    phase = 0;
    run = 0;
    face = 0;
    several = 0;
    judged = 0;
    live = 0;
    seen = 0;
    answered = 0;
    frames = 0;
    lastFrame = 0;
    lastMeasured = 0;
    memory = new int[MEMORY];
    watchedMax = new int[watched];
    watchedSum = new int[watched];
    watchedFrames = 0;
  }

  /** Room for the most demanding task. */
  static final int MEMORY = 8;

  /** Upper bound as Flink's POJO serializer writes it; a test serialises one. */
  public static final int MAX_BYTES =
      96 + Integer.BYTES * MEMORY + Fingerprints.ALL + 2 * Integer.BYTES * Watched.count();
}
