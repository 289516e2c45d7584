package io.livegate.cli;

import io.livegate.audit.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code livegate audit}: what was decided, in files that show every change made to them. */
@Command(
    name = "audit",
    header = "Keep every event in files in which an edit, a deletion or another order is found.",
    synopsisSubcommandLabel = "record|verify|report",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n")
final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine line(Console console) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditRecordCommand(console))
        .addSubcommand(new AuditVerifyCommand(console))
        .addSubcommand(new AuditReportCommand(console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** How lines are hashed. */
  static final class Key {

    @Option(
        names = "--key-file",
        paramLabel = "FILE",
        description =
            "Hash with the secret in this file, 32 bytes or more: who does not have it cannot build"
                + " the log anew (default: without one).")
    private @Nullable Path file;

    /**
     * @throws CliFailure if there is no such key
     */
    Seal seal() {
      if (file == null) {
        return Seal.withoutKey();
      }
      try {
        return Seal.withKey(Files.readString(file).strip());
      } catch (IOException e) {
        throw CliFailure.usage("--key-file '" + file + "' cannot be read: " + e, e);
      } catch (IllegalArgumentException e) {
        throw CliFailure.usage("--key-file '" + file + "': " + e.getMessage(), e);
      }
    }
  }
}
