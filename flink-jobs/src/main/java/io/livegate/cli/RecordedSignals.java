package io.livegate.cli;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.probe.Probe;
import io.livegate.replay.Clock;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Recorded signals: a file with one record a line, or a topic as it stands now. */
final class RecordedSignals {

  @Option(
      names = "--signals",
      paramLabel = "FILE|TOPIC",
      description =
          "A file of ./livegate judge --signals-out, or a topic such as livegate.signals.")
  private @Nullable String from;

  @Mixin private BrokerChoice broker = new BrokerChoice();

  /** Whether the option was used. */
  boolean areGiven() {
    return from != null;
  }

  /**
   * The configuration chosen.
   *
   * @throws CliFailure listing every problem
   */
  PipelineConfig pipeline() {
    return broker.pipeline();
  }

  /** A file's times are the media's, a topic's the broker's. */
  Clock clock() {
    return isFile() ? Clock.MEDIA : Clock.BROKER;
  }

  /**
   * Hands on every record, those of one session in their order; of a topic none of the job's probe.
   *
   * @throws CliFailure if they cannot be read, naming the place, or there is none: a table of
   *     nobody would read as if nobody were hit
   */
  void read(Consumer<Signals> records) {
    AtomicBoolean any = new AtomicBoolean();
    Consumer<Signals> noting =
        one -> {
          any.set(true);
          records.accept(one);
        };
    if (isFile()) {
      readFile(noting);
    } else {
      readTopic(noting);
    }
    if (!any.get()) {
      throw CliFailure.usage(
          given()
              + " holds no signals of a session yet; judge --signals-out writes a file of them,"
              + " a running job its topic.");
    }
  }

  private boolean isFile() {
    return given().indexOf('/') >= 0 || Files.exists(Path.of(given()));
  }

  private String given() {
    if (from == null) {
      throw CliFailure.usage("--signals is missing: a file or a topic to read signals from.");
    }
    return from;
  }

  private void readFile(Consumer<Signals> records) {
    try (InputStream file = Files.newInputStream(Path.of(given()))) {
      new SignalsReader().readLines(file, records);
    } catch (NoSuchFileException e) {
      throw CliFailure.usage(
          "there is no file of signals '" + given() + "'; judge --signals-out writes one.", e);
    } catch (IOException e) {
      throw CliFailure.usage(given() + " is not a file of signals: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    if (e.getCause() instanceof NullPointerException) {
      return "it lacks what every record of signals has";
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private void readTopic(Consumer<Signals> records) {
    SignalsReader reader = new SignalsReader();
    WholeTopic.read(
        pipeline(),
        given(),
        one -> {
          Signals record = read(reader, one);
          if (!Probe.is(record.tenant())) {
            records.accept(record);
          }
        });
  }

  private static Signals read(SignalsReader reader, ConsumerRecord<byte[], byte[]> one) {
    try {
      return reader.read(one.value());
    } catch (IOException e) {
      throw CliFailure.usage(
          one.topic()
              + "/"
              + one.partition()
              + "/"
              + one.offset()
              + " is not a signals record: "
              + firstLine(e),
          e);
    }
  }
}
