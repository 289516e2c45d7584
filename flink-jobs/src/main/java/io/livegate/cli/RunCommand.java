package io.livegate.cli;

import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.LiveFeeds;
import io.livegate.frame.SessionKey;
import io.livegate.health.HealthServer;
import io.livegate.ingest.source.StreamSource;
import io.livegate.job.config.KafkaConfig.Topics;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate run}: the embedded system, kept up until it is stopped. */
@Command(
    name = "run",
    header = "Keep the system up and judge what comes in on Kafka, until stopped.",
    description = {
      "",
      "Prints the broker's address and the topics, then a line with 'ready'. Ctrl-C ends it."
    },
    optionListHeading = "%nOptions:%n")
final class RunCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--source",
      paramLabel = "NAME=URL",
      description =
          "Also watch a stream as session NAME: rtsp:// rtmp:// http(s)://, an .sdp file or camera:N."
              + " May be repeated.")
  private List<String> sources = new ArrayList<>();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, String> watched = watched();
    PipelineChoice.Pipeline pipeline = chosen.read(TimeAxis.BROKER);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (Shutdown shutdown = new Shutdown();
        Embedded system = Embedded.start(pipeline, this::note);
        LiveFeeds feeds = new LiveFeeds(system.target());
        AutoCloseable health = serveHealth(system, pipeline.config())) {
      system.onFailure(failure::set);
      announce(system);
      watched.forEach(
          (name, url) ->
              feeds.start(
                  feeds.announce(new SessionKey(JudgeRun.TENANT, name), StreamSource.shown(url)),
                  Inputs.live(url),
                  Long.MAX_VALUE,
                  this::note));
      while (failure.get() == null && !shutdown.await(250)) {
        // waiting is all there is to do
      }
      feeds.stop();
    }
    Throwable cause = failure.get();
    if (cause != null) {
      throw CliFailure.failed(String.valueOf(cause.getMessage()), cause);
    }
    return ExitCode.OK;
  }

  /** Nothing where no port is configured. */
  private AutoCloseable serveHealth(Embedded system, PipelineConfig config) {
    int port = config.operations().health().port();
    if (port == 0) {
      return () -> {};
    }
    try {
      return HealthServer.start(system.health(), port);
    } catch (IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
  }

  /** Address by the session's name, in the order given. */
  private Map<String, String> watched() {
    Map<String, String> watched = new LinkedHashMap<>();
    for (String source : sources) {
      int equals = source.indexOf('=');
      String name = equals < 0 ? "" : source.substring(0, equals);
      String url = source.substring(equals + 1);
      if (name.isEmpty() || Inputs.isLive(name)) { // the = is one of the address
        throw CliFailure.usage(
            "--source " + StreamSource.shown(source) + " has no name: write NAME=URL.");
      }
      if (!Inputs.isLive(url)) {
        throw CliFailure.usage(
            "--source "
                + name
                + "="
                + StreamSource.shown(url)
                + " is no stream: give rtsp://, rtmp://, http(s)://, an .sdp file or camera:N.");
      }
      if (watched.put(name, url) != null) {
        throw CliFailure.usage("--source " + name + "=… is given twice: a session has one source.");
      }
    }
    return watched;
  }

  private void announce(Embedded system) {
    Topics topics = system.topics();
    console.out().println("bootstrap.servers  " + system.bootstrapServers());
    console.out().println("frames to          " + topics.frames());
    console.out().println("signals on         " + topics.signals());
    console.out().println("events on          " + topics.events());
    console.out().println("policies to        " + topics.policies());
    console.out().println("reviews to         " + topics.reviews());
    console.out().println("ready");
  }

  private void note(String sentence) {
    console.err().println("livegate: " + sentence);
  }
}
