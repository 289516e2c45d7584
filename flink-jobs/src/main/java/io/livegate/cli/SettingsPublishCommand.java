package io.livegate.cli;

import io.livegate.job.config.ConfiguredScores;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.JudgeSettingsParser;
import io.livegate.job.decide.PolicyKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code livegate settings publish}. */
@Command(
    name = "publish",
    header = "Put settings in force on a running job.",
    description = {
      "",
      "FILE has the keys sampling, lanes and faces of config/pipeline.yaml, as far as they are to be"
          + " changed. It is checked first and every problem is printed; settings under which the policy"
          + " in force would let nobody in are refused. Prints the record's place;"
          + " the event io.livegate.settings.applied, or .rejected, names it as its origin."
    },
    optionListHeading = "%nOptions:%n")
final class SettingsPublishCommand implements Runnable {

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The settings, YAML.")
  private Path file = Path.of("");

  @Mixin private PolicyTarget target = new PolicyTarget();

  SettingsPublishCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    PolicyKey key = target.key(PolicyKey.Kind.SETTINGS);
    console.out().println(target.publish(key, checked(key.tenant())));
  }

  private String checked(@Nullable String tenant) {
    try {
      String text = Files.readString(file);
      JudgeSettings configured = target.pipeline().judging();
      List<String> problems = new ArrayList<>();
      JudgeSettings changed = JudgeSettingsParser.change(text, configured, configured, problems);
      if (!problems.isEmpty()) {
        throw CliFailure.usage(file + ":\n  " + String.join("\n  ", problems));
      }
      PolicyTopicView.requireOpenGate(
          target.pipeline(), tenant, new ConfiguredScores(target.pipeline(), changed));
      return text;
    } catch (IOException e) {
      throw CliFailure.usage("the settings '" + file + "' cannot be read.", e);
    }
  }
}
