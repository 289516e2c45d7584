package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.JpegEncoder;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.swap.TinyModels;
import io.livegate.model.ModelCards;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import io.livegate.testing.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With configured models that are nowhere to be had. */
class LaneFrameJudgesTest {

  @TempDir private Path folder;

  @Test
  void modelsOfThisBuildStandInForThoseThatAreMissingAndAreAnnounced() throws Exception {
    try (FrameJudge judge = new LaneFrameJudges().open(config("", ""))) {
      assertThat(judge.unavailable()).allMatch(LaneNotice::answers);
      assertThat(judge.unavailable().stream().map(LaneNotice::message))
          .anyMatch(message -> message.startsWith("livegate-face stands in: ") && names(message))
          .anyMatch(message -> message.startsWith("livegate-pad stands in: ") && names(message));

      Signals signals = judge.openSession(KEY).judge(frame(), 0);
      for (Lane lane : List.of(Lane.FACE, Lane.LIVENESS)) {
        LaneSignal answer = answer(signals, lane);
        assertThat(answer.status()).isEqualTo(LaneStatus.OK);
        assertThat(answer.reasons()).doesNotContain(ReasonCode.MODEL_UNAVAILABLE);
      }
      assertThat(models(signals, Lane.FACE)).containsExactly("livegate-face");
      assertThat(models(signals, Lane.LIVENESS)).containsExactly("livegate-pad");
    }
  }

  @Test
  void aLaneThatNothingMayStandInForIsUnavailable() throws Exception {
    try (FrameJudge judge = new LaneFrameJudges().open(config("", ", standIn: []"))) {
      assertThat(judge.unavailable())
          .filteredOn(notice -> notice.lane() == Lane.LIVENESS)
          .singleElement()
          .matches(notice -> !notice.answers() && names(notice.message()));
      LaneSignal answer = answer(judge.openSession(KEY).judge(frame(), 0), Lane.LIVENESS);
      assertThat(answer.status()).isEqualTo(LaneStatus.UNAVAILABLE);
    }
  }

  @Test
  void nothingStartsWithoutAnyFaceFinder() throws Exception {
    PipelineConfig config = config(", standIn: []", "");
    assertThatThrownBy(() -> new LaneFrameJudges().open(config))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("there is no face finder, and all lanes look at the faces it finds")
        .hasMessageContaining("nowhere-yunet-n");
  }

  @Test
  void nothingStartsWithModelsThatTheirLanesCannotReadWhichAreNamedAllAtOnce() throws Exception {
    TinyModels tiny = new TinyModels(folder);
    Files.writeString(
        folder.resolve("odd.yaml"),
        tiny.yaml(TinyModels.RED)
            .replace("id: tiny-red", "id: odd")
            .replace("family: tiny", "family: odd")
            .replace("task: explicit-content", "task: presentation-attack")
            .replaceFirst("  taxonomy: .*\n", ""));
    PipelineConfig config =
        PipelineConfigParser.parse(
            """
            models: {cache: %1$s/cache, mirrors: [%1$s], cards: [%1$s]}
            lanes:
              face: {models: [livegate-face]}
              liveness: {models: [odd]}
              deepfake: {enabled: false}
              content: {models: [tiny-loud]}
            cues: {liveness: [frozen], deepfake: []}
            """
                .formatted(folder),
            "test");
    assertThatThrownBy(() -> new LaneFrameJudges().open(config))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("models that cannot be used:\n  model odd cannot be used: ")
        .hasMessageContaining("has labels [r, g, b], and the lane needs 'live' or 'attack'")
        .hasMessageContaining("\n  model tiny-loud says OK")
        .hasMessageContaining("wants scores from 0 to 1");
  }

  private static final SessionKey KEY = new SessionKey("t", "s");

  private static boolean names(String message) {
    return message.contains("nowhere-");
  }

  private static LaneSignal answer(Signals signals, Lane lane) {
    return signals.lanes().stream().filter(l -> l.lane() == lane).findFirst().orElseThrow();
  }

  private static List<String> models(Signals signals, Lane lane) {
    return answer(signals, lane).models().stream().map(ModelStamp::id).toList();
  }

  private static EncodedFrame frame() {
    return new EncodedFrame(
        FrameHeader.of(KEY, RecordKind.FRAME, 0, 0, "image/jpeg"),
        JpegEncoder.encode(TestImages.scene(320, 240, 0), 90));
  }

  /** Cards of files that no mirror has and that have no address; without other lanes and cues. */
  private PipelineConfig config(String face, String liveness) throws IOException {
    nowhere("yunet-n");
    nowhere("minifasnet-v2");
    return PipelineConfigParser.parse(
        """
        models: {cache: %s, cards: [%s]}
        lanes:
          face: {models: [nowhere-yunet-n]%s}
          liveness: {models: [nowhere-minifasnet-v2]%s}
          deepfake: {enabled: false}
          content: {enabled: false}
        cues: {liveness: [frozen], deepfake: []}
        """
            .formatted(folder.resolve("cache"), folder, face, liveness),
        "test");
  }

  private void nowhere(String id) throws IOException {
    try (var in = ModelCards.class.getResourceAsStream("cards/" + id + ".yaml")) {
      String card = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          folder.resolve(id + ".yaml"),
          card.replaceAll("(?m)^id: ", "id: nowhere-")
              .replaceAll("sha256: \"[0-9a-f]+\"", "sha256: \"" + "0".repeat(64) + "\"")
              .replaceAll("(?m)^upstream: .*\n", ""));
    }
  }
}
