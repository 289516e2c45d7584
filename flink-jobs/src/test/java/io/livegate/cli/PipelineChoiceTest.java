package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PipelineChoiceTest {

  @TempDir Path folder;

  private final PipelineChoice chosen = new PipelineChoice();

  @Test
  void files_are_judged_under_a_layer_laid_over_the_policy_there() throws Exception {
    chosen.policy = layer("off: [covered-or-wall]");

    Policy tried = PolicyParser.parse(chosen.read(TimeAxis.MEDIA).policy(), "tried");

    Policy below = PolicyParser.parse(PolicyFile.bundled().text(), "default.yaml");
    assertThat(tried.gate()).isEqualTo(below.gate());
    assertThat(tried.rules()).hasSize(below.rules().size() - 1);
  }

  @Test
  void a_layer_is_published_and_not_run() throws Exception {
    chosen.policy = layer("mode: observe");

    assertThatThrownBy(() -> chosen.read(TimeAxis.BROKER))
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("layer.yaml cannot be used")
        .hasMessageContaining("./livegate policy publish");
  }

  @Test
  void what_is_wrong_with_a_layer_is_said_with_its_place() throws Exception {
    chosen.policy = layer("off: [no-such-rule]");

    assertThatThrownBy(() -> chosen.read(TimeAxis.MEDIA))
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("layer.yaml cannot be used")
        .hasMessageContaining("no-such-rule");
  }

  @Test
  void nothing_starts_where_the_configuration_leaves_out_what_admission_rests_on()
      throws Exception {
    cues("frozen, still, human");
    assertThatThrownBy(() -> chosen.read(TimeAxis.BROKER))
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("liveness.loop is not measured here")
        .hasMessageContaining("'cues.liveness' lacks loop")
        .hasMessageContaining("live-person");

    chosen.policy = layer("mode: observe");
    assertThatThrownBy(() -> chosen.read(TimeAxis.MEDIA))
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("liveness.loop is not measured here");
  }

  @Test
  void a_layer_may_take_out_what_the_configuration_leaves_out() throws Exception {
    cues("frozen, still, human");
    chosen.policy =
        layer(
            """
            change:
              - id: live-person
                when:
                  - {signal: face.present, atLeast: 1, hits: 15, of: 18, within: 4s}
            """);

    assertThat(chosen.read(TimeAxis.MEDIA).policy()).contains("live-person");
  }

  private void cues(String liveness) throws Exception {
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(config, "cues: {liveness: [" + liveness + "]}\n");
    new CommandLine(chosen).parseArgs("--config", config.toString());
  }

  private Path layer(String says) throws Exception {
    return Files.writeString(
        folder.resolve("layer.yaml"),
        """
        id: tried
        version: 1
        layer: {of: tenant}
        %s
        """
            .formatted(says));
  }
}
