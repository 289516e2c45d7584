package io.livegate.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoakConfigTest {

  @Test
  void small_caches_and_metrics_are_put_into_any_configuration() throws IOException {
    for (String yaml :
        new String[] {"", "policy:\n", Files.readString(Path.of("..", "config/pipeline.yaml"))}) {
      PipelineConfig config = PipelineConfigParser.parse(SoakConfig.of(yaml, 1234), "test");

      assertThat(config.metrics().prometheusPort()).isEqualTo(1234);
      assertThat(config.recurrence().framesPerTenant()).isEqualTo(1000);
      assertThat(config.policy().sessionTtl()).isEqualTo(Duration.ofMinutes(2));
      assertThat(config.judging().lanes()).isEqualTo(PipelineConfig.defaults().judging().lanes());
    }
  }
}
