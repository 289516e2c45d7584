package io.livegate.job.judge;

import io.livegate.content.ContentClassifier;
import io.livegate.deepfake.DeepfakeCue;
import io.livegate.deepfake.DeepfakeDetector;
import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.Face;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.face.ModelFaceFinder;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.job.PipelineConfig;
import io.livegate.liveness.LivenessDetector;
import io.livegate.liveness.cue.CueKind;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What one frame costs on one thread, stage by stage and as a whole, on a real clip. Not a test and
 * not run with them: {@code mvn test -pl flink-jobs -am -Dtest=FrameJudgeBench
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class FrameJudgeBench {

  private static final String CLIP = "dev/live/thin-plate-spline-moti__driving.mp4";
  private static final SessionKey KEY = new SessionKey("bench", CLIP);
  private static final int ROUNDS = 12;

  private interface Stage {
    void run(int frame) throws Exception;
  }

  @Test
  void stages() throws Exception {
    ModelCards cards = ModelCards.bundled();
    ModelStore store = SharedModels.storeWith(cards.get("yunet-n"));
    List<SourceFrame> frames = frames();
    List<Image> images = new ArrayList<>();
    List<FrameView> views = new ArrayList<>();
    FaceFinder finder = new ModelFaceFinder(cards.get("yunet-n"), store);
    for (SourceFrame frame : frames) {
      Image image = decode(frame);
      List<Face> faces = finder.find(image);
      images.add(image);
      views.add(new FrameView(image, faces, frame.mediaMillis()));
    }
    System.out.printf(
        "%s: %d frames of %s, one thread, median of %d rounds%n",
        CLIP, frames.size(), images.get(0), ROUNDS);
    time("decode", frames.size(), i -> decode(frames.get(i)));
    time("face", frames.size(), i -> finder.find(images.get(i)));
    Detector liveness =
        LivenessDetector.open(
            List.of(cards.get("minifasnet-v2"), cards.get("minifasnet-v1se")),
            EnumSet.allOf(CueKind.class),
            store);
    Detector deepfake =
        DeepfakeDetector.open(
            List.of(cards.get("meso4-df")), EnumSet.allOf(DeepfakeCue.class), store);
    Detector content = ContentClassifier.open(List.of(cards.get("nsfw-mobilenet-v2")), store);
    for (Detector detector : List.of(liveness, deepfake, content)) {
      Detector.SessionJudge session = detector.openSession();
      time(detector.lane().id(), frames.size(), i -> session.judge(views.get(i)));
    }
    try (FrameJudge judge = new LaneFrameJudges().open(PipelineConfig.defaults())) {
      double[] millis = new double[ROUNDS];
      for (int round = -3; round < ROUNDS; round++) {
        FrameJudge.Session session = judge.openSession(KEY);
        long start = System.nanoTime();
        for (SourceFrame frame : frames) {
          session.judge(encoded(frame), frame.mediaMillis());
        }
        if (round >= 0) {
          millis[round] = (System.nanoTime() - start) / 1e6 / frames.size();
        }
      }
      Arrays.sort(millis);
      System.out.printf(
          "%-10s %6.2f ms a frame, %.0f frames/s on one core (default plan: content and deepfake"
              + " twice a second)%n",
          "judged", millis[ROUNDS / 2], 1000 / millis[ROUNDS / 2]);
    }
  }

  private static void time(String name, int frames, Stage stage) throws Exception {
    double[] millis = new double[ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < frames; i++) {
        stage.run(i);
      }
      if (round >= 0) {
        millis[round] = (System.nanoTime() - start) / 1e6 / frames;
      }
    }
    Arrays.sort(millis);
    System.out.printf("%-10s %6.2f ms a frame%n", name, millis[ROUNDS / 2]);
  }

  private static List<SourceFrame> frames() throws Exception {
    List<SourceFrame> frames = new ArrayList<>();
    try (FileSource source = new FileSource(SharedMedia.at(CLIP))) {
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static Image decode(SourceFrame frame) throws Exception {
    byte[] bytes = frame.encoded();
    return ImageDecoder.decode(bytes, ImageHeader.parse(bytes, ImageLimits.DEFAULT), 640);
  }

  private static EncodedFrame encoded(SourceFrame frame) {
    return new EncodedFrame(
        FrameHeader.of(KEY, RecordKind.FRAME, frame.seq(), frame.mediaMillis(), "image/jpeg"),
        frame.encoded());
  }
}
