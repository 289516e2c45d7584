package io.livegate.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsJsonTest {

  private static final Signals SIGNALS =
      new Signals(
          "tenant",
          "session",
          RecordKind.FRAME,
          "call",
          null,
          Witness.SERVER,
          7,
          1234,
          1200,
          new Quality(0.5, 0.2, 80, 120),
          List.of(
              LaneSignal.ok(
                  Lane.FACE,
                  Map.of("present", 1.0),
                  List.of(ReasonCode.DARK),
                  List.of(new ModelStamp("m", "1", "ab", "f")))),
          List.of(ReasonCode.UNDECODABLE),
          FrameCounts.of(FrameFate.JUDGED));

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    assertThat(SignalsJson.read(SignalsJson.write(SIGNALS))).isEqualTo(SIGNALS);
  }

  @Test
  void everyFieldIsWrittenButNulls() {
    String json = new String(SignalsJson.write(SIGNALS), StandardCharsets.UTF_8);

    assertThat(json)
        .startsWith("{\"tenant\":\"tenant\",\"session\":\"session\",\"kind\":\"FRAME\"")
        .contains("\"scores\":{\"present\":1.0}", "\"counts\":{\"judged\":1,")
        .doesNotContain("device", "received");
  }

  @Test
  void aFieldOfALaterVersionIsIgnored() throws IOException {
    String json = new String(SignalsJson.write(SIGNALS), StandardCharsets.UTF_8);
    String later = json.replaceFirst("\\{", "{\"newField\":{\"a\":1},");

    assertThat(SignalsJson.read(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(SIGNALS);
  }

  @Test
  void aHashIsAStringAndIsReadBack() throws IOException {
    Signals hashed = SIGNALS.withHash(new FrameHash(0xabcL << 52, 0, 0, 1, 87));
    byte[] json = SignalsJson.write(hashed);

    assertThat(new String(json, StandardCharsets.UTF_8))
        .contains("\"hash\":\"abc" + "0".repeat(60) + "1/87\"");
    assertThat(SignalsJson.read(json)).isEqualTo(hashed);
  }

  @Test
  void aRecordOfAnEarlierVersionHasNoHash() throws IOException {
    String json = new String(SignalsJson.write(SIGNALS), StandardCharsets.UTF_8);

    assertThat(json).doesNotContain("hash");
    assertThat(SignalsJson.read(json.getBytes(StandardCharsets.UTF_8)).hash()).isNull();
  }

  @Test
  void whatModelsInShadowSayIsThereOnlyWhereThereAreSome() throws IOException {
    LaneSignal said = LaneSignal.ok(Lane.LIVENESS, Map.of("live", 0.25), List.of(), List.of());
    Signals shadowed = SIGNALS.withShadow(List.of(said));

    assertThat(SignalsJson.read(SignalsJson.write(shadowed))).isEqualTo(shadowed);
    assertThat(shadowed.score("liveness.live")).as("no policy sees it").isNull();
    assertThat(shadowed.withHash(null).shadow()).containsExactly(said);
    assertThat(shadowed.withShadow(List.of())).isEqualTo(SIGNALS);
    assertThat(new String(SignalsJson.write(SIGNALS), StandardCharsets.UTF_8))
        .doesNotContain("shadow");
  }

  @Test
  void thatReviewersAreOnShiftIsWrittenWhereTheyAre() throws IOException {
    Signals onShift = SIGNALS.withReviewers(true);
    byte[] json = SignalsJson.write(onShift);

    assertThat(new String(json, StandardCharsets.UTF_8)).endsWith("\"reviewers\":true}");
    assertThat(SignalsJson.read(json)).isEqualTo(onShift);
    assertThat(new SignalsReader().read(json)).isEqualTo(onShift);
    assertThat(new String(SignalsJson.write(SIGNALS), StandardCharsets.UTF_8))
        .doesNotContain("reviewers");
    assertThat(onShift.withLanes(onShift.lanes()).withHash(null)).isEqualTo(onShift);
  }

  @Test
  void aScoreIsAddedToItsLaneOnly() {
    Signals scored = SIGNALS.withScore(Lane.FACE, "extra", 2.5, ReasonCode.LOOP);

    assertThat(scored.score("face.extra")).isEqualTo(2.5);
    assertThat(scored.score("face.present")).isEqualTo(1.0);
    assertThat(scored.lanes().get(0).reasons()).containsExactly(ReasonCode.DARK, ReasonCode.LOOP);
    assertThat(SIGNALS.withScore(Lane.CONTENT, "extra", 1, null)).isEqualTo(SIGNALS);
  }
}
