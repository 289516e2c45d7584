package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.ingest.source.SourceFrame;
import io.livegate.ingest.source.SourceInfo;
import io.livegate.ingest.source.SourceInfo.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RealTimePaceTest {

  @Test
  @Timeout(20)
  void aLiveSourceIsNeverHeldBackWhateverItsClockSays() throws Exception {
    RealTimePace pace = pace(source(Kind.STREAM, -1), false, Long.MAX_VALUE);
    pace.startMillis();

    assertThat(pace.await(frame(60_000))).isPositive();
    assertThat(pace.await(frame(60_001))).isPositive();
  }

  @Test
  void aRecordingIsPlayedInRealTime() throws Exception {
    RealTimePace pace = pace(source(Kind.VIDEO_FILE, 1_000), false, Long.MAX_VALUE);
    long start = pace.startMillis();
    pace.await(frame(0));

    assertThat(pace.await(frame(120))).isGreaterThanOrEqualTo(start + 119);
  }

  @Test
  void itEndsAtItsLimitAndWhenItIsOver() throws Exception {
    RealTimePace limited = pace(source(Kind.STREAM, -1), false, 500);
    limited.startMillis();
    assertThat(limited.await(frame(500))).isEqualTo(-1);

    RealTimePace over = pace(source(Kind.STREAM, -1), true, Long.MAX_VALUE);
    over.startMillis();
    assertThat(over.await(frame(0))).isEqualTo(-1);
  }

  @Test
  void aRecordingBehindAnAddressIsPlayedInRealTimeToo() throws Exception {
    RealTimePace pace = pace(source(Kind.STREAM, 1_000), false, Long.MAX_VALUE);
    long start = pace.startMillis();

    assertThat(pace.await(frame(120))).isGreaterThanOrEqualTo(start + 119);
  }

  private static RealTimePace pace(SourceInfo source, boolean over, long limitMillis) {
    return new RealTimePace(source, () -> over, limitMillis);
  }

  private static SourceInfo source(Kind kind, long durationMillis) {
    return new SourceInfo("test", kind, 30, durationMillis);
  }

  private static SourceFrame frame(long mediaMillis) {
    return new SourceFrame(new byte[0], "image/jpeg", mediaMillis);
  }
}
