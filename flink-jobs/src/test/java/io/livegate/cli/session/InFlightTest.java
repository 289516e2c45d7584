package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InFlightTest {

  @Test
  void stops_the_publisher_at_its_limit_and_lets_it_go_on_when_frames_met_their_fate()
      throws InterruptedException {
    InFlight inFlight = new InFlight(2);
    inFlight.acquire();
    inFlight.acquire();
    CompletableFuture<Void> third = CompletableFuture.runAsync(() -> acquire(inFlight));
    assertThat(third).isNotDone();

    inFlight.account(1);

    assertThat(third).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void lets_one_frame_through_when_nothing_moves_because_all_were_skipped()
      throws InterruptedException {
    InFlight inFlight = new InFlight(1);
    inFlight.acquire();
    long start = System.nanoTime();

    inFlight.acquire();

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(900);
  }

  private static void acquire(InFlight inFlight) {
    try {
      inFlight.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
