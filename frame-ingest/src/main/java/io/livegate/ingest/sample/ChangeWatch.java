package io.livegate.ingest.sample;

import io.livegate.image.GreyImage;

/**
 * Watches one session's frames for a change of scene between those that are due, so that what lasts
 * a second in a long call is looked at closely. Not thread-safe.
 *
 * <p>It wants a glance at a few frames a second. A frame that differs from the glance before by
 * more than this session's habitually do is due at once, and a burst follows; one burst in {@value
 * #REST} burst lengths, so that a restless session costs a bounded multiple of a quiet one. Changes
 * in between are still due frame by frame.
 */
public final class ChangeWatch {

  private static final int REST = 4;

  private static final long APART_MILLIS = 1_500;

  private SamplingPlan plan;
  private final ChangeDetector detector = new ChangeDetector();
  private final Habit habit = new Habit();
  private boolean compared;
  private long comparedMillis;
  private int changes;
  private long glancedMillis;
  private boolean glanced;
  private long burstMillis;
  private boolean burst;

  public ChangeWatch(SamplingPlan plan) {
    this.plan = plan;
  }

  /** Goes on by another plan. */
  public void follow(SamplingPlan next) {
    plan = next;
  }

  /** Whether a frame of this time is worth the glance. */
  public boolean wants(long atMillis) {
    if (plan.looksPerSecond() == 0) {
      return false;
    }
    double interval = 1000 / plan.looksPerSecond();
    boolean wanted = !glanced || Math.abs(atMillis - glancedMillis) > interval * 0.75;
    if (wanted) {
      glanced = true;
      glancedMillis = atMillis;
    }
    return wanted;
  }

  /**
   * @param due whether the frame is judged in any case
   * @param sampler of the session: begins a burst when the scene has changed
   * @return whether the frame is to be judged
   */
  public boolean isDue(GreyImage picture, boolean due, long atMillis, Sampler sampler) {
    boolean another = isAnother(picture, atMillis);
    if (another) {
      changes++;
    }
    if (another && mayBurst(atMillis)) {
      burst = true;
      burstMillis = atMillis;
      sampler.burst(atMillis);
    }
    return due || another;
  }

  /** What was seen long ago says nothing of a habit. */
  private boolean isAnother(GreyImage picture, long atMillis) {
    long apart = Math.abs(atMillis - comparedMillis);
    boolean comparable = compared && apart <= APART_MILLIS;
    compared = true;
    comparedMillis = atMillis;
    double difference = detector.difference(picture);
    return comparable && habit.isBroken(difference, ChangeDetector.cutFrom(apart));
  }

  /** The stream was silent: what it shows from now on is another scene, however alike. */
  public void cut() {
    changes++;
  }

  /** How often the scene has changed so far. */
  public int changes() {
    return changes;
  }

  private boolean mayBurst(long atMillis) {
    return !burst || atMillis - burstMillis >= REST * plan.burstDuration().toMillis();
  }
}
