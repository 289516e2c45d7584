package io.livegate.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.signal.FrameFate;
import org.junit.jupiter.api.Test;

class FrameAccountTest {

  private final FrameAccount account = new FrameAccount();

  @Test
  void whatCameInIsInFlightOrHasItsFate() {
    for (FrameFate fate : FrameFate.values()) {
      account.received(0, fate.ordinal(), false);
    }
    assertThat(account.inFlight()).isEqualTo(FrameFate.values().length);
    for (FrameFate fate : FrameFate.values()) {
      account.settled(0, fate.ordinal(), fate);
      assertThat(account.snapshot().settled().count(fate)).as("%s", fate).isEqualTo(1);
      assertThat(account.unaccounted()).isZero();
    }
    assertThat(account.inFlight()).isZero();
  }

  @Test
  void aFrameCountedTwiceShows() {
    account.received(0, 1, false);
    account.settled(0, 1, FrameFate.JUDGED);
    account.settled(0, 1, FrameFate.FAILED);

    assertThat(account.unaccounted()).isEqualTo(-1);
  }

  @Test
  void aFrameThatNeverCameAgainAfterARestartShows() {
    account.received(0, 1, false);
    account.received(0, 2, false);
    FrameAccount next = new FrameAccount();
    next.restore(account.snapshot());

    next.received(0, 1, true);
    next.settled(0, 1, FrameFate.LOST);

    assertThat(next.unaccounted()).isEqualTo(1);
    assertThat(next.snapshot().received()).isEqualTo(2);
  }

  @Test
  void talliesOfSeveralTasksAddUpInOne() {
    account.received(0, 1, false);
    account.settled(0, 1, FrameFate.SKIPPED);
    account.unaddressed();
    account.lostToRetention(7);
    FrameAccount one = new FrameAccount();
    one.restore(account.snapshot());
    one.restore(account.snapshot());

    FrameTally both = one.snapshot();
    assertThat(both.received()).isEqualTo(2);
    assertThat(both.settled().skipped()).isEqualTo(2);
    assertThat(both.unaddressed()).isEqualTo(2);
    assertThat(both.lostToRetention()).isEqualTo(14);
    assertThat(one.unaccounted()).isZero();
  }
}
