package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyTopic;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.local.LocalBroker;
import io.livegate.policy.read.PolicyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class PolicyCommandIT {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static final String LAYER =
      """
      id: eu
      version: 1
      layer: {of: region}
      off: [no-face]
      """;

  private static final String BASE =
      """
      id: base
      version: 1
      gate: {timeout: 5s, onTimeout: admit-watched}
      rules:
        - {id: reported, phase: any, reports: 1, effect: review}
      """;

  @Test
  void whatIsPublishedSwitchedAndTakenBackStandsOnTheTopicForAJobThatBegins() throws IOException {
    Path good = Files.writeString(folder.resolve("good.yaml"), PolicyFile.bundled().text());
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "id: bad\nversion: x\nrules: 7\n");
    try (LocalBroker broker = LocalBroker.start()) {
      String[] where = {"--bootstrap-servers", broker.bootstrapServers()};

      assertThat(run(where, "publish", good.toString())).isZero();
      assertThat(run(where, "publish", "--tenant", "t", good.toString())).isZero();
      assertThat(run(where, "publish", bad.toString())).isEqualTo(2);
      assertThat(run(where, "withdraw", "--tenant", "t")).isZero();
      assertThat(run(where, "observe", "--reason", "a drill")).isZero();
      assertThat(run(where, "enforce", "--tenant", "t", "--hold-breaker", "a raid")).isZero();

      Path layer = Files.writeString(folder.resolve("layer.yaml"), LAYER);
      Path unfit = Files.writeString(folder.resolve("unfit.yaml"), LAYER.replace("no-face", "x"));
      assertThat(run(where, "publish", "--region", "EU", layer.toString())).isZero();
      assertThat(run(where, "explain", "--tenant", "t", "--region", "EU")).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("region     is '/region/EU' (livegate.policies/0/6)", "| off: no-face");
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains(
              "nothing of it is carried out while '/observe' says observe (a drill); ./livegate policy enforce takes")
          .doesNotContain("/breaker");
      assertThat(run(where, "publish", "--region", "EU", unfit.toString())).isEqualTo(2);
      assertThat(run(where, "publish", "--experiment", "e", layer.toString())).isEqualTo(2);
      Path without = Files.writeString(folder.resolve("base.yaml"), BASE);
      assertThat(run(where, "publish", without.toString())).as("the layer is above").isEqualTo(2);
      assertThat(run(where, "withdraw", "--region", "EU")).isZero();
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("there is no rule 'x'", "line 4")
          .contains("there belongs a layer of: experiment")
          .contains("'/region/EU' (livegate.policies/0/6) line 4: there is no rule 'no-face'");

      assertThat(run(where, "replay", "--policy", good.toString(), "--signals", "livegate.signalz"))
          .isEqualTo(2);
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("has no topic livegate.signalz.");

      Path settings = Files.writeString(folder.resolve("less.yaml"), "faces: {minWidth: 60}");
      Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "faces: {minWidht: 60}\nx: 1");
      assertThat(settings(where, "publish", settings.toString())).isZero();
      assertThat(settings(where, "publish", "--tenant", "t", wrong.toString())).isEqualTo(2);
      Path shut =
          Files.writeString(folder.resolve("shut.yaml"), "lanes: {liveness: {enabled: false}}");
      assertThat(settings(where, "publish", shut.toString()))
          .as("nobody would get in")
          .isEqualTo(2);
      assertThat(settings(where, "withdraw", "--tenant", "t")).isZero();

      assertThat(out.toString(StandardCharsets.UTF_8).lines().limit(2))
          .containsExactly("livegate.policies/0/0", "livegate.policies/0/1");
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("bad.yaml").contains("version");
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("minWidth")
          .contains("x: unknown key")
          .contains("rule 'live-person' never holds: 'lanes.liveness.enabled' is false");
      PipelineConfig config =
          PipelineConfig.defaults().withBootstrapServers(broker.bootstrapServers());
      List<PolicyUpdate> updates = new PolicyTopic(config).read();
      assertThat(updates)
          .extracting(PolicyUpdate::key)
          .containsExactly(
              PolicyKey.ALL,
              "t",
              "t",
              "/observe",
              "/observe/t",
              "/breaker/t",
              "/region/EU",
              "/region/EU",
              "/settings",
              "/settings/t");
      assertThat(updates).allSatisfy(update -> assertThat(update.problems()).isEmpty());
      assertThat(updates.get(2).text()).isNull();
      assertThat(updates.get(3).text()).contains("observe", "a drill");
      assertThat(updates.get(4).text()).isNull();
      assertThat(updates.get(5).text()).contains("enforce", "a raid");
    }
  }

  @Test
  void modelsAreLetInStepByStepAndTakenBack() {
    try (LocalBroker broker = LocalBroker.start()) {
      String[] where = {"--bootstrap-servers", broker.bootstrapServers(), "--by", "ann"};

      assertThat(models(where, "canary", "liveness", "--share", "0.05"))
          .as("of what?")
          .isEqualTo(2);
      assertThat(models(where, "shadow", "liveness", "livegate-pad", "--share", "0.5")).isZero();
      assertThat(models(where, "canary", "liveness", "--share", "0.05")).isZero();
      assertThat(models(where, "canary", "liveness", "--share", "1.5")).isEqualTo(2);
      assertThat(models(where, "shadow", "liveness", "meso4-df", "none")).isEqualTo(2);
      assertThat(models(where, "shadow", "face", "yunet-s")).isEqualTo(2);
      assertThat(models(where, "promote", "liveness")).isZero();
      assertThat(models(where, "promote", "liveness")).isEqualTo(2);
      assertThat(models(where, "rollback", "liveness")).isZero();
      assertThat(models(where, "rollback", "liveness")).isEqualTo(2);

      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("the lane has no candidate: name its models")
          .contains("--share takes a share above 0 and up to 1, not 1.5")
          .contains("meso4-df is a model of task deepfake", "no model card \"none\"")
          .contains("'face' is none of liveness, deepfake and content")
          .contains("has no candidate; begin with shadow or canary", "nothing to go back to");
      PipelineConfig config =
          PipelineConfig.defaults().withBootstrapServers(broker.bootstrapServers());
      List<PolicyUpdate> updates = new PolicyTopic(config).read();
      assertThat(updates)
          .allSatisfy(update -> assertThat(update.problems()).isEmpty())
          .allSatisfy(update -> assertThat(update.key()).isEqualTo("/models/liveness"))
          .allSatisfy(update -> assertThat(update.by()).isEqualTo("ann"));
      String configured = "[\"minifasnet-v2\",\"minifasnet-v1se\"]";
      assertThat(updates)
          .extracting(PolicyUpdate::text)
          .containsExactly(
              "{\"models\":"
                  + configured
                  + ",\"candidate\":{\"stage\":\"shadow\","
                  + "\"models\":[\"livegate-pad\"],\"share\":0.5}}",
              "{\"models\":"
                  + configured
                  + ",\"candidate\":{\"stage\":\"canary\","
                  + "\"models\":[\"livegate-pad\"],\"share\":0.05}}",
              "{\"models\":[\"livegate-pad\"],\"previous\":" + configured + "}",
              "{\"models\":" + configured + "}");
    }
  }

  private int models(String[] where, String... arguments) {
    return run("models", where, arguments);
  }

  private int run(String[] where, String... arguments) {
    return run("policy", where, arguments);
  }

  private int settings(String[] where, String... arguments) {
    return run("settings", where, arguments);
  }

  private int run(String command, String[] where, String... arguments) {
    List<String> line = new java.util.ArrayList<>(List.of(command));
    line.addAll(List.of(arguments));
    line.addAll(List.of(where));
    Console console = Console.plain(stream(out), stream(err));
    return Livegate.run(console, line.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
