package io.livegate.evaluate.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.evaluate.Cases;
import io.livegate.evaluate.manifest.Annotations;
import io.livegate.evaluate.manifest.Annotations.MarkedBlinks;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.frame.CaptureTimes;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.face.FaceTracker;
import io.livegate.ingest.face.ModelFaceFinder;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.liveness.LivenessDetector;
import io.livegate.liveness.cue.CueKind;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The blink cue on real people, at the rate of the gate and at that of the watch. */
class RealBlinksTest {

  private static final double GATE = 10;

  @Test
  void findsEveryMarkedBlinkAndInventsNone() throws Exception {
    Manifest manifest = Manifest.read(SharedMedia.at("dev/MANIFEST.csv"));
    List<MarkedBlinks> marks = Annotations.beside(manifest).blinks();
    assertThat(marks).hasSizeGreaterThanOrEqualTo(4);
    List<Case> cases = new ArrayList<>();
    for (MarkedBlinks file : marks) {
      cases.add(judged(file.path(), GATE));
    }
    Figures.Blinks blinks = BlinkRecall.of(marks, cases);
    assertThat(blinks.hit()).isEqualTo(blinks.annotated());
    assertThat(blinks.falseAlarms()).isZero();
  }

  @Test
  void aPictureHeldStillDoesNotBlink() throws Exception {
    Case still = judged("presentation-attack/aniportrait__solo_left-still.mp4", GATE);
    assertThat(still.max("liveness.blinks")).isZero();
  }

  @Test
  void behindGlassesWhereTheMeshBreaksItSaysNothingRatherThanGuess() throws Exception {
    Case glasses = judged("live/anit-spoofing__real.mp4", GATE);
    assertThat(glasses.scores("liveness.blinks")).isEmpty();
  }

  @Test
  void tooFewFramesASecondSayNothing() throws Exception {
    Case slow = judged("live/deepfacelive__Obama-speaking.mp4", 5);
    assertThat(slow.scores("liveness.blinks")).isEmpty();
  }

  private static Case judged(String path, double framesPerSecond) throws Exception {
    Path file = SharedMedia.at("dev/" + path);
    ModelCard yunet = ModelCards.bundled().get("yunet-n");
    ModelStore store =
        SharedModels.storeWith(
            yunet, ModelCards.bundled().get("ocec-p"), ModelCards.bundled().get("facemesh-v2"));
    List<Moment> moments = new ArrayList<>();
    FaceTracker tracker = new FaceTracker();
    try (FaceFinder finder = new ModelFaceFinder(yunet, store);
        Detector detector = LivenessDetector.open(List.of(), EnumSet.of(CueKind.BLINKS), store);
        FileSource source = new FileSource(file, framesPerSecond)) {
      Detector.SessionJudge session = detector.openSession();
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        Image image = ImageDecoder.decode(frame.encoded(), ImageHeader.parse(frame.encoded()), 640);
        long at = frame.mediaMillis();
        List<Face> faces = tracker.track(finder.find(image), at);
        Double blinks =
            session
                .judge(
                    new FrameView(
                        image, FrameView.thumbnailOf(image), faces, at, CaptureTimes.NONE))
                .scores()
                .get("blinks");
        moments.add(
            blinks == null ? Cases.moment(at) : Cases.moment(at, "liveness.blinks", blinks));
      }
    }
    return new Case(
        Cases.entry(path, "live", "live", 8),
        Medium.CLIP,
        "admitted",
        true,
        List.of(),
        List.of(),
        moments,
        false);
  }
}
