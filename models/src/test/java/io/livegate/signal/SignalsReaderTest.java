package io.livegate.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignalsReaderTest {

  private static final int MODELS = 100; // more than it remembers

  private final SignalsReader reader = new SignalsReader();

  @Test
  void readsEveryRecordAsTheOtherReaderDoes() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] json = SignalsJson.write(signals(random));
      assertThat(reader.read(json)).isEqualTo(SignalsJson.read(json));
    }
  }

  @Test
  void aStampThatDiffersInOneDigitIsAnother() throws IOException {
    byte[] json = SignalsJson.write(signals(new Random(1)));
    reader.read(json);
    String other = new String(json, StandardCharsets.UTF_8).replace("cafe", "caff");

    Signals read = reader.read(other.getBytes(StandardCharsets.UTF_8));

    assertThat(read.lanes().get(0).models()).extracting(ModelStamp::sha256).contains("caff");
  }

  @Test
  void whatIsNoRecordIsSaidToBeNone() {
    assertThatThrownBy(() -> reader.read("{\"seq\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("seq");
  }

  @Test
  void aFileOfRecordsIsReadToItsEndHoweverItsLinesLieInTheBuffer() throws IOException {
    Random random = new Random(3);
    List<Signals> written = new ArrayList<>();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < 2500; i++) { // more than two buffers full
      Signals signals = SignalsJson.read(SignalsJson.write(signals(random)));
      written.add(signals);
      file.write(SignalsJson.write(signals));
      file.write(i == 2499 ? new byte[0] : "\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(file.size()).isGreaterThan(2 << 20);
    List<Signals> read = new ArrayList<>();

    reader.readLines(new ByteArrayInputStream(file.toByteArray()), read::add);

    assertThat(read).isEqualTo(written);
  }

  @Test
  void theLineOfABadRecordIsNamed() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < 1500; i++) {
      file.write(SignalsJson.write(signals(new Random(i))));
      file.write('\n');
    }
    file.write("{\"seq\": [}\n".getBytes(StandardCharsets.UTF_8));
    ByteArrayInputStream bytes = new ByteArrayInputStream(file.toByteArray());

    assertThatThrownBy(() -> reader.readLines(bytes, signals -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("line 1501: ");
  }

  private static Signals signals(Random random) {
    List<LaneSignal> lanes = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      int number = random.nextInt(MODELS);
      ModelStamp fixed = new ModelStamp("first \"é\"", "1", "cafe", "f");
      ModelStamp drawn = new ModelStamp("m" + number, "2", "00" + number, "g");
      lanes.add(
          LaneSignal.ok(
              lane,
              Map.of("a", random.nextDouble(), "b", 30 * random.nextGaussian()),
              List.of(ReasonCode.DARK),
              List.of(fixed, drawn)));
    }
    return new Signals(
        "t",
        "s/ü",
        RecordKind.FRAME,
        null,
        "device",
        Witness.SENDER,
        random.nextInt(),
        random.nextInt(),
        0,
        new Quality(random.nextDouble(), 0.2, 80, 120),
        lanes,
        List.of(),
        FrameCounts.of(FrameFate.JUDGED));
  }
}
