package io.livegate.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
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
}
