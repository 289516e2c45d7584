package io.livegate.cli;

import io.livegate.audit.AuditCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate audit verify}. */
@Command(
    name = "verify",
    header = "Check that an audit log is what was written.",
    description = {
      "",
      "Prints the number of lines and the hash of the last one, or every place where the log was"
          + " changed; exit 1 then."
    },
    optionListHeading = "%nOptions:%n")
final class AuditVerifyCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The log's folder.")
  private Path folder = Path.of("");

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "A hash noted earlier, which must be in the log: finds one that was cut short.")
  private @Nullable String head;

  @Mixin private AuditCommand.Key key = new AuditCommand.Key();

  AuditVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    AuditCheck.Result result;
    try {
      result = AuditCheck.of(folder, key.seal(), head);
    } catch (IOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
    if (result.problems().isEmpty()) {
      console.out().println(result.lines() + " " + result.head());
      return ExitCode.OK;
    }
    result.problems().forEach(console.out()::println);
    return ExitCode.SOFTWARE;
  }
}
