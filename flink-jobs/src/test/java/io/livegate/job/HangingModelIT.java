package io.livegate.job;

import static io.livegate.job.Platform.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.health.Health;
import io.livegate.health.HealthCheck;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.judge.JudgeRuntime;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that never comes back from a frame, from the frames topic to the health that says so. */
@Timeout(600)
class HangingModelIT {

  private static final PipelineConfig LIVE =
      PipelineConfigParser.parse(
          """
          sampling: {gatePerSecond: 200, gateDuration: 10m}
          scheduler: {workers: 2, timeout: 5s, maxFrameAge: 1m, maxWait: 1m}
          checkpoint: {interval: 200ms, parallelism: 1}
          operations:
            probe: {interval: 0s}
            health: {mayLack: [content]}
          """,
          "hanging");

  /** Both that hang; a starved machine may hold another up for as long. */
  private static final Pattern STUCK =
      Pattern.compile(
          "[2-9] workers of a process do not come back from a model: restart that process");

  private long seq;

  @AfterEach
  void letGo() {
    FakeJudge.hang(false);
  }

  @Test
  void itsFrameCountsAsFailedTheSessionGoesOnAndHealthSaysSo() throws InterruptedException {
    try (PipelineFixture pipeline = new PipelineFixture(LIVE)) {
      HealthCheck check = new HealthCheck(pipeline.livegate.restAddress(), LIVE.operations());
      send(pipeline, 3, FakeJudge.PERSON);
      awaitHealth(pipeline, check, Health::isReady);

      FakeJudge.hang(true);
      send(pipeline, 1, FakeJudge.HANGS);
      send(pipeline, 2, FakeJudge.HANGS); // both workers there are
      // Or the session's next frame takes the place of one that still waits for its turn.
      pipeline.await(() -> FakeJudge.caught() == 2);
      for (int s = 1; s <= 3; s++) {
        admitted(pipeline, s);
      }
      awaitHealth(
          pipeline,
          check,
          health ->
              health.isAlive() && health.unready().stream().anyMatch(STUCK.asMatchPredicate()));

      FakeJudge.hang(false);
      awaitHealth(pipeline, check, Health::isReady);
      for (int s = 1; s <= 3; s++) {
        pipeline.end(session(s), seq++, System.currentTimeMillis());
      }
      pipeline.awaitEnded(3);
      for (int s = 1; s <= 2; s++) {
        assertThat(pipeline.framesOf(session(s)).path("failed").asLong()).isPositive();
      }
    }
    assertThat(JudgeRuntime.open()).isZero();
  }

  /** It is let in by what comes after. */
  private void admitted(PipelineFixture pipeline, int number) {
    pipeline.await(
        () -> {
          send(pipeline, number, FakeJudge.PERSON);
          return pipeline.typesOf(session(number)).contains("session.admitted");
        });
  }

  private void send(PipelineFixture pipeline, int number, int what) {
    pipeline.send(session(number), seq++, System.currentTimeMillis(), what);
  }

  private static void awaitHealth(
      PipelineFixture pipeline, HealthCheck check, Predicate<Health> wanted) {
    AtomicReference<Health> last = new AtomicReference<>();
    try {
      pipeline.await(
          () -> {
            last.set(now(check));
            return wanted.test(last.get());
          });
    } catch (AssertionError e) {
      throw new AssertionError("the health stayed " + last, e);
    }
  }

  private static Health now(HealthCheck check) {
    try {
      return check.now();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
