package io.livegate.cli;

import io.livegate.job.config.ConfigProblemsException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.webhook.WebhookConfig;
import io.livegate.webhook.WebhookConfigParser;
import io.livegate.webhook.WebhookSender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate deliver}: events as signed webhooks. */
@Command(
    name = "deliver",
    header = "Send events to a platform over HTTPS, signed, until stopped.",
    description = {
      "",
      "Reads the events topic and posts each event to its tenant's endpoint: at least once, those of"
          + " one session in their order, after Standard Webhooks. Events that are not taken are"
          + " tried again; after too long they go to a topic of their own."
    },
    optionListHeading = "%nOptions:%n")
final class DeliverCommand implements Callable<Integer> {

  private static final long TELL_EVERY_MILLIS = Duration.ofMinutes(1).toMillis();

  private final Console console;

  @Option(
      names = "--webhooks",
      paramLabel = "FILE",
      required = true,
      description = "Endpoints and secrets; docs/webhooks.md says how it is written.")
  private Path webhooks = Path.of("");

  @Option(names = "--undelivered", description = "Send what was given up once more, then end.")
  private boolean undelivered;

  @Mixin private BrokerChoice broker = new BrokerChoice();

  DeliverCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    PipelineConfig pipeline = broker.pipeline();
    WebhookConfig endpoints = endpoints();
    try (Shutdown shutdown = new Shutdown();
        WebhookSender sender =
            WebhookSender.start(pipeline.kafka(), endpoints, undelivered, this::note)) {
      note("sending");
      long told = System.nanoTime();
      while (sender.failure() == null && !sender.isFinished() && !shutdown.await(250)) {
        if ((System.nanoTime() - told) / 1_000_000 >= TELL_EVERY_MILLIS) {
          told = System.nanoTime();
          tell(sender);
        }
      }
      tell(sender);
      Throwable failure = sender.failure();
      if (failure != null) {
        throw CliFailure.failed("sending ended: " + failure.getMessage(), failure);
      }
    } catch (IllegalStateException | KafkaException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.OK;
  }

  private WebhookConfig endpoints() {
    try {
      return WebhookConfigParser.read(webhooks);
    } catch (ConfigProblemsException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private void tell(WebhookSender sender) {
    sender
        .tallies()
        .forEach((tenant, tally) -> note("events of tenant '" + tenant + "': " + tally));
  }

  private void note(String sentence) {
    console.err().println("livegate: " + sentence);
  }
}
