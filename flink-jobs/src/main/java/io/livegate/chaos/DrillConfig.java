package io.livegate.chaos;

import io.livegate.job.config.PipelineConfig;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.breaker.BreakerSettings;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The operator's configuration as far as a drill leaves it alone, and the drill's own policy. */
final class DrillConfig {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration RESTART_DELAY = Duration.ofMillis(200);
  private static final int RESTARTS = 10_000;
  private static final long BUFFER_BYTES = 64L << 20;

  private DrillConfig() {}

  /**
   * Short checkpoints and as many restarts as it takes. Without the breaker: every second session
   * of a drill is refused, which is what it is there to notice, and it looks at the clock.
   */
  static PipelineConfig of(PipelineConfig given, int parallelism) {
    PipelineConfig.Checkpoint c = given.checkpoint();
    PipelineConfig.PolicySource p = given.policy();
    PipelineConfig.Scheduler s = given.scheduler();
    BreakerSettings b = p.breaker();
    return new PipelineConfig(
        given.kafka(),
        PipelineConfig.TimeAxis.BROKER,
        given.judging(),
        given.decode(),
        new PipelineConfig.Scheduler(
            s.workers(),
            s.capacity(),
            s.maxFrameAge(),
            s.maxWait(),
            s.timeout(),
            BUFFER_BYTES,
            s.idleSession()),
        given.cues(),
        given.models(),
        new PipelineConfig.Checkpoint(
            INTERVAL, null, RESTARTS, RESTART_DELAY, parallelism, c.bufferTimeout()),
        new PipelineConfig.PolicySource(
            null,
            Mode.ENFORCE,
            p.sessionTtl(),
            p.deadlineGrace(),
            p.streamLost(),
            new BreakerSettings(false, b.window(), b.minimum(), b.factor(), b.calm()),
            p.reviews(),
            p.statements()),
        given.recurrence(),
        given.metrics(),
        given.operations().withoutProbe());
  }

  /** YAML. */
  static String policy() {
    try (InputStream in = DrillConfig.class.getResourceAsStream("policy.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the drill's policy.yaml is missing: build again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Policy parsedPolicy() {
    try {
      return PolicyParser.parse(policy(), "the drill's policy");
    } catch (PolicyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
