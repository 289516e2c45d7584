package io.livegate.job.ack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.livegate.frame.SessionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckReceiverTest {

  private static final String GOOD =
      "{\"action\":\"10e6\",\"tenant\":\"t\",\"session\":\"s/1\",\"atMillis\":4000,\"by\":\"sfu-7\"}";

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(SchemaLocation.of("classpath:io/livegate/acks/ack.schema.json"));

  @Test
  void oneThatFitsTheSchemaIsTakenAndWhatIsNotKnownIsIgnored() throws Exception {
    assertThat(SCHEMA.validate(new ObjectMapper().readTree(GOOD))).isEmpty();

    assertThat(read(GOOD, 5_000))
        .isEqualTo(new Ack(ExpectedAck.about(new SessionKey("t", "s/1"), "10e6"), 4_000));
  }

  @Test
  void nothingWasCarriedOutAfterTheBrokerHeardOfIt() {
    assertThat(read(GOOD, 3_000).carriedOutMillis()).isEqualTo(3_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "{\"action\":\"a\",\"tenant\":\"t\",\"session\":\"s\"}",
        "{\"action\":\"a\",\"tenant\":\"t\",\"session\":\"s\",\"atMillis\":\"now\"}",
        "{\"action\":\"\",\"tenant\":\"t\",\"session\":\"s\",\"atMillis\":1}",
        "{\"action\":\"a\",\"tenant\":\"t t\",\"session\":\"s\",\"atMillis\":1}",
        "{\"action\":\"a\",\"tenant\":\"t\",\"session\":\"\",\"atMillis\":1}"
      })
  void whatBreaksTheContractIsOneBadAckAndNoFailure(String text) throws Exception {
    assertThat(read(text, 5_000).isBad()).isTrue();
    if (text.startsWith("{")) {
      assertThat(SCHEMA.validate(new ObjectMapper().readTree(text))).isNotEmpty();
    }
  }

  @Test
  void oneOfAnySizeOrWithoutAValueIsBadWithoutBeingRead() {
    assertThat(read(GOOD.replace("sfu-7", "x".repeat(20_000)), 5_000).isBad()).isTrue();
    assertThat(read(null, 5_000).isBad()).isTrue();
  }

  private static Ack read(@Nullable String text, long brokerMillis) {
    byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    List<Ack> read = new ArrayList<>();
    new AckReceiver()
        .deserialize(
            new ConsumerRecord<>(
                "acks",
                0,
                0,
                brokerMillis,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                null,
                value,
                new RecordHeaders(),
                Optional.empty()),
            new Collector<>() {
              @Override
              public void collect(Ack ack) {
                read.add(ack);
              }

              @Override
              public void close() {}
            });
    assertThat(read).hasSize(1);
    return read.get(0);
  }
}
