package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.CaptureTimes;
import org.junit.jupiter.api.Test;

class CaptureLogTest {

  private final CaptureLog log = new CaptureLog();

  @Test
  void framesThatAreNotSentAreTold() {
    for (int i = 0; i <= 6; i++) {
      log.took(Math.round(i * 1e6 / 30));
    }

    assertThat(log.take()).containsExactly(33, 34, 33, 33, 34, 33);
    assertThat(log.take()).isEmpty();
    log.took(Math.round(7e6 / 30));
    assertThat(log.take()).as("counted from the one sent").containsExactly(33);
  }

  @Test
  void ofAClockThatIsMissingOrJumpsBackNothingIsSaid() {
    log.took(0);
    log.took(Long.MIN_VALUE);
    log.took(66_000);
    assertThat(log.take()).isEmpty();
    log.took(99_000);
    log.took(20_000);
    assertThat(log.take()).isEmpty();
    log.took(60_000);
    assertThat(log.take()).containsExactly(40);
  }

  @Test
  void whatOneRecordCarriesIsBounded() {
    for (int i = 0; i < 10_000; i++) {
      log.took(i * 1_000L);
    }
    log.took(Long.MAX_VALUE);

    assertThat(log.take())
        .hasSize(CaptureTimes.MOST_OF_A_RECORD)
        .endsWith(1, CaptureTimes.LONGEST_MILLIS);
  }
}
