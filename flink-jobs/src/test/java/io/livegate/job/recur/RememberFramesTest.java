package io.livegate.job.recur;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In Flink's hands, with the state it keeps. */
class RememberFramesTest {

  private static final long START = 1_720_000_000_000L;

  private final MovingScene call = new MovingScene(1, 1);
  private KeyedOneInputStreamOperatorTestHarness<String, Signals, Signals> job;

  @BeforeEach
  void open() throws Exception {
    job =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new RememberFrames(PipelineConfigParser.parse("{}", "test"))),
            Signals::tenant,
            Types.STRING);
    job.open();
  }

  @AfterEach
  void close() throws Exception {
    job.close();
  }

  @Test
  void a_device_that_only_the_first_record_names_can_be_erased() throws Exception {
    control("first", RecordKind.STARTED, "a", START);
    show("first", START);
    assertThat(job.numKeyedStateEntries()).isPositive();

    control("any", RecordKind.ERASED, "a", START + 13_000);

    assertThat(job.numKeyedStateEntries()).isZero();
    assertThat(show("second", START + 60_000)).isZero();
    assertThat(show("third", START + 120_000)).as("as long as it is there").isGreaterThan(3);
  }

  @Test
  void who_reports_or_asks_for_an_erasure_says_nothing_of_the_sessions_device() throws Exception {
    control("first", RecordKind.REPORTED, "who reports", START);
    control("first", RecordKind.ERASED, "who asks", START);
    show("first", START);
    int frames = job.numKeyedStateEntries();

    control("any", RecordKind.ERASED, "who reports", START + 30_000);
    control("any", RecordKind.ERASED, "who asks", START + 30_000);

    assertThat(job.numKeyedStateEntries()).isEqualTo(frames).isPositive();
  }

  /** Twelve seconds, ten frames a second, that name no device; the highest score. */
  private double show(String session, long from) throws Exception {
    double highest = 0;
    for (long t = 0; t <= 12_000; t += 100) {
      Signals seen = pass(MovingScene.record(session, null, Witness.SENDER, from + t, call.at(t)));
      Double score = seen.score(Lane.LIVENESS.id() + "." + RememberFrames.SCORE);
      highest = Math.max(highest, score == null ? 0 : score);
    }
    return highest;
  }

  private void control(String session, RecordKind kind, @Nullable String device, long atMillis)
      throws Exception {
    FrameHeader header =
        new FrameHeader(
            new SessionKey("t", session), kind, null, device, 0, 0, Witness.SENDER, "image/png");
    pass(Signals.of(header, atMillis, Quality.NONE, List.of(), List.of(), FrameCounts.ZERO));
  }

  private Signals pass(Signals record) throws Exception {
    job.processElement(new StreamRecord<>(record));
    List<Signals> passed = job.extractOutputValues();
    job.getOutput().clear();
    return passed.get(0);
  }
}
