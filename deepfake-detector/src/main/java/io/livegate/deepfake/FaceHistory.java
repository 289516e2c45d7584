package io.livegate.deepfake;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one session's face has shown so far: the running medians of its cues and of the model's
 * score. Another face begins anew.
 */
final class FaceHistory {

  /** Ten seconds of answers at two a second. */
  private static final int WINDOW = 20;

  /** Fewer answers say nothing about a face. */
  private static final int LEAST = 3;

  private final Set<DeepfakeCue> cues;
  private final Map<DeepfakeCue, RunningMedian> medians = new EnumMap<>(DeepfakeCue.class);
  private RunningMedian fake = new RunningMedian(WINDOW);
  private Flicker flicker = new Flicker();
  private LandmarkJitter jitter = new LandmarkJitter();
  private int track = -1;

  FaceHistory(Set<DeepfakeCue> cues) {
    this.cues = cues;
  }

  /** Sees a frame that is not measured closely; for what changes from frame to frame. */
  void glance(FrameView frame, Face face, float[] landmarks, Scratch scratch) {
    if (face.track() != track) {
      track = face.track();
      medians.clear();
      fake = new RunningMedian(WINDOW);
      flicker = new Flicker();
      jitter = new LandmarkJitter();
    }
    if (cues.contains(DeepfakeCue.JITTER)) {
      add(DeepfakeCue.JITTER, jitter.observe(landmarks, frame.atMillis()));
    }
    if (cues.contains(DeepfakeCue.FLICKER) && flicker.wants(frame.atMillis())) {
      AlignedFace aligned = AlignedFace.of(frame.image(), face, Flicker.size(), scratch);
      add(DeepfakeCue.FLICKER, flicker.observe(aligned, frame.atMillis(), scratch));
    }
  }

  /** Measures a frame closely, after {@link #glance} of it. */
  void measure(FrameView frame, Face face, double fakeScore, Scratch scratch) {
    fake.add(fakeScore);
    @Nullable FaceTexture texture = null;
    for (DeepfakeCue cue : cues) {
      ToDoubleFunction<FaceTexture> measure = cue.texture();
      if (measure != null) {
        if (texture == null) {
          AlignedFace aligned = AlignedFace.of(frame.image(), face, FaceTexture.SIZE, scratch);
          texture = new FaceTexture(aligned, scratch);
        }
        add(cue, measure.applyAsDouble(texture));
      }
    }
  }

  /** Whether enough was measured for a suspicion. */
  boolean isEnough() {
    return fake.count() >= LEAST;
  }

  /** The medians by the names of the scores, the model's as {@code fake}. */
  Map<String, Double> scores() {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("fake", fake.value());
    medians.forEach((cue, median) -> scores.put(cue.id(), median.value()));
    return scores;
  }

  private void add(DeepfakeCue cue, double value) {
    if (!Double.isNaN(value)) {
      medians.computeIfAbsent(cue, c -> new RunningMedian(WINDOW)).add(value);
    }
  }
}
