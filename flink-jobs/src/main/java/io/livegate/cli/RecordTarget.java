package io.livegate.cli;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.decide.PolicyWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The policies topic of a broker, and who writes to it. */
final class RecordTarget {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who does this: stands in the event and in the audit log.")
  private @Nullable String by;

  @Mixin private BrokerChoice broker = new BrokerChoice();

  /** The configuration of the job that is meant. */
  PipelineConfig pipeline() {
    return broker.pipeline();
  }

  /**
   * Writes a record.
   *
   * @param value null takes back what was there
   * @return topic, partition and offset, by which its event can be known
   * @throws CliFailure if the broker does not take it
   */
  String publish(PolicyKey key, @Nullable String value) {
    PipelineConfig pipeline = pipeline();
    String author = by == null ? null : checked(by);
    try {
      return PolicyWriter.write(pipeline, key, value, author);
    } catch (IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliFailure.failed("interrupted while publishing", e);
    }
  }

  /** The breaker's name is not for people. */
  private static String checked(String name) {
    if (!name.matches(PolicyUpdate.AUTHOR) || name.equals("breaker")) {
      throw CliFailure.usage(
          "--by '"
              + name
              + "': a name is 1 to 128 characters of A-Z a-z 0-9 . _ @ -, and not"
              + " 'breaker'.");
    }
    return name;
  }
}
