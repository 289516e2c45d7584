package io.livegate.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.config.ConfiguredScores;
import io.livegate.job.io.PolicyJson;
import io.livegate.policy.Policy;
import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.Measured;
import io.livegate.policy.read.PolicyCheck;
import io.livegate.policy.read.PolicyProblem;
import io.livegate.policy.read.PolicyStack;
import io.livegate.policy.read.SignalHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate policy check}. */
@Command(
    name = "check",
    header = "Check policies: every problem at once, each with its line and the way out.",
    description = {
      "",
      "A layer is checked as it lies over the files named before it, over the shipped policy where"
          + " there is none: default.yaml tenant.yaml region.yaml.",
      "",
      "Warns of what may be used and is probably not meant: a rule that can never act, and with"
          + " --signals a threshold where no score was ever observed."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit code 0 when all can be used, warnings or not, and 2 when one cannot."})
final class PolicyCheckCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policies, YAML.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "One JSON object a file.")
  private boolean json;

  @Mixin private RecordedSignals signals = new RecordedSignals();

  PolicyCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Measured measured = new ConfiguredScores(signals.pipeline());
    boolean good = true;
    PolicyStack stack = new PolicyStack();
    for (Path file : files) {
      PolicyCheck check =
          PolicyCheck.of(
              read(file),
              file.toString(),
              stack,
              measured,
              signals.areGiven() ? this::history : null);
      good &= check.problems().isEmpty();
      if (json) {
        console.out().println(json(file, check));
      } else {
        print(file, check);
      }
    }
    return good ? ExitCode.OK : ExitCode.USAGE;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CliFailure.usage(
          "the policy '" + file + "' cannot be read; the shipped one is policies/default.yaml.", e);
    }
  }

  private SignalHistory history(Policy policy) {
    SignalHistory history = new SignalHistory(policy);
    signals.read(history::add);
    return history;
  }

  private void print(Path file, PolicyCheck check) {
    check.problems().forEach(problem -> print("error", problem));
    check.warnings().forEach(warning -> print("warning", warning));
    LayeredPolicy merged = check.merged();
    console
        .out()
        .println(
            merged == null
                ? file + ": cannot be used, " + counted(check.problems(), "problem")
                : file
                    + ": can be used, "
                    + merged.policy().name()
                    + ", "
                    + counted(merged.policy().rules(), "rule")
                    + ", "
                    + counted(check.warnings(), "warning"));
  }

  private void print(String severity, PolicyProblem problem) {
    console
        .out()
        .println(
            problem.source()
                + ":"
                + problem.line()
                + ":"
                + problem.column()
                + ": "
                + severity
                + ": "
                + problem.message());
  }

  private static String counted(List<?> things, String what) {
    return things.size() + " " + what + (things.size() == 1 ? "" : "s");
  }

  private static ObjectNode json(Path file, PolicyCheck check) {
    ObjectNode line = JSON.createObjectNode();
    line.put("file", file.toString());
    line.put("usable", check.problems().isEmpty());
    LayeredPolicy merged = check.merged();
    if (merged != null) {
      line.setAll(PolicyJson.name(merged.policy()));
    }
    list(line.putArray("problems"), check.problems());
    list(line.putArray("warnings"), check.warnings());
    return line;
  }

  private static void list(ArrayNode node, List<PolicyProblem> problems) {
    for (PolicyProblem problem : problems) {
      node.addObject()
          .put("line", problem.line())
          .put("column", problem.column())
          .put("message", problem.message());
    }
  }
}
