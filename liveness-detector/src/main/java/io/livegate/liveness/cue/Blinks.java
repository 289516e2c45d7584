package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often the person in front has blinked so far. Two witnesses must agree that the eyes are
 * shut: a tiny network on each eye ({@link EyeState}), asked on every frame, and the outline of the
 * eyes in a mesh of the face ({@link EyeMesh}), asked when the first one suggests it and once a
 * second to know the open eyes. Neither is good alone: the network takes lowered lids for shut
 * ones, a mesh that has slipped off the face opens and shuts its eyes at random.
 *
 * <p>A blink proves little (replayed people blink), and its absence nothing: some live people show
 * none in eight seconds. It is for challenges that ask for it.
 */
final class Blinks implements Cue {

  /** At fewer frames a second blinks fall between the frames. 8 a second, and some jitter. */
  private static final double LONGEST_MEAN_GAP = 130;

  /** After a longer gap nothing before it counts. */
  private static final long LONGEST_GAP = 250;

  private static final int GAPS = 8;

  private static final long NEVER = Long.MIN_VALUE / 2;

  /** Gaps until the rate is known. */
  private static final int FEWEST_GAPS = 4;

  /** Distance of the eyes in decoded pixels under which eyelids are a pixel or two. */
  private static final double SMALLEST = 24;

  /**
   * Eye distance over that from eyes to mouth, 0.9 on a frontal face: turned by about 50 degrees.
   */
  private static final double TURNED = 0.6;

  private final EyeState state;
  private final EyeMesh mesh;
  private final BlinkCounter counter = new BlinkCounter();
  private final Deque<Long> gaps = new ArrayDeque<>();
  private long lastMillis = NEVER;
  private int track = -1;
  private boolean trusted = true;

  Blinks(CueModels models) {
    state = new EyeState(models);
    mesh = new EyeMesh(models);
  }

  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    FacePoints at = face == null ? null : FacePoints.of(face);
    if (!isFastEnough(frame.atMillis()) || face == null || at == null || !isFit(at)) {
      counter.interrupt();
      return Reading.NONE;
    }
    if (face.track() != track) {
      counter.forget();
      track = face.track();
    }
    double open = state.open(frame.image(), at);
    if (counter.see(open, frame.atMillis())) {
      EyeRatios ratios = mesh.look(frame.image(), face, at);
      counter.look(open, ratios, frame.atMillis());
      trusted = ratios != null && counter.knowsOpenEyes();
    }
    if (!trusted || gaps.size() < FEWEST_GAPS) {
      return Reading.NONE;
    }
    return new Reading(counter.count(), Math.min(1, at.eyeDistance() / (2 * SMALLEST)), null);
  }

  private boolean isFastEnough(long atMillis) {
    boolean first = lastMillis == NEVER;
    long gap = atMillis - lastMillis;
    lastMillis = atMillis;
    if (gap > LONGEST_GAP) {
      gaps.clear();
      return first; // later on it is one of frames that are too few, or the first of a burst
    }
    if (gaps.size() == GAPS) {
      gaps.removeFirst();
    }
    gaps.addLast(gap);
    double mean = gaps.stream().mapToLong(Long::longValue).average().orElse(0);
    return gaps.size() < FEWEST_GAPS || mean <= LONGEST_MEAN_GAP;
  }

  private static boolean isFit(FacePoints at) {
    return at.eyeDistance() >= SMALLEST && at.eyeDistance() >= TURNED * at.eyesToMouth();
  }
}
