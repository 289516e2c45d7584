package io.livegate.cli;

import io.livegate.audit.AuditFollower;
import io.livegate.audit.AuditLog;
import io.livegate.job.config.PipelineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate audit record}. */
@Command(
    name = "record",
    header = "Write every committed event into the audit log, until stopped.",
    description = {
      "",
      "Goes on where the log in DIR ends; an empty DIR begins with the oldest event there is. Prints"
          + " the number of lines and the hash of the last one at its end: noted elsewhere, it shows"
          + " whether the log was cut short."
    },
    optionListHeading = "%nOptions:%n")
final class AuditRecordCommand implements Callable<Integer> {

  private static final long FILE_BYTES = 256L << 20;

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The log's folder.")
  private Path folder = Path.of("");

  @Option(names = "--once", description = "End when all events there are now are recorded.")
  private boolean once;

  @Mixin private BrokerChoice broker = new BrokerChoice();

  @Mixin private AuditCommand.Key key = new AuditCommand.Key();

  AuditRecordCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PipelineConfig pipeline = broker.pipeline();
    try (Shutdown shutdown = new Shutdown();
        AuditLog log = AuditLog.open(folder, key.seal(), FILE_BYTES);
        AuditFollower follower = new AuditFollower(pipeline.kafka(), log, this::note)) {
      note("recording");
      while (!shutdown.requested()) {
        follower.step();
        if (once && follower.isAtEnd()) {
          break;
        }
      }
      console.out().println(log.size() + " " + log.head());
      return ExitCode.OK;
    } catch (IOException e) {
      throw CliFailure.failed("the audit log cannot be kept: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw CliFailure.failed(
          "Kafka at "
              + pipeline.kafka().bootstrapServers()
              + " cannot be used: "
              + e.getMessage()
              + ". Is the broker running, and is the address right?",
          e);
    }
  }

  private void note(String sentence) {
    console.err().println("livegate: " + sentence);
  }
}
