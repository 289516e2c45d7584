package io.livegate.cli;

import io.livegate.cli.session.Target;
import io.livegate.health.HealthCheck;
import io.livegate.job.config.KafkaConfig.Topics;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.job.judge.LaneNotice;
import io.livegate.local.LocalLivegate;
import io.livegate.model.runtime.Devices;
import io.livegate.model.runtime.Devices.Shortage;
import java.util.List;
import java.util.function.Consumer;

/** The whole system in this process, as the commands use it. */
final class Embedded implements JudgingSystem {

  private final LocalLivegate system;

  private Embedded(LocalLivegate system) {
    this.system = system;
  }

  /**
   * Starts it and says which lanes cannot answer here.
   *
   * @throws CliFailure if it does not start
   */
  static Embedded start(PipelineChoice.Pipeline pipeline, Consumer<String> notes) {
    LocalLivegate system;
    try {
      system = LocalLivegate.start(pipeline.config(), new LaneFrameJudges(), pipeline.policy());
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    announce(system.unavailable(), notes);
    for (Shortage shortage : Devices.shortages(pipeline.config().models().executions())) {
      notes.accept(shortage.message());
    }
    return new Embedded(system);
  }

  /** A line for each, without the places tried: with five lanes missing nobody reads those. */
  private static void announce(List<LaneNotice> unavailable, Consumer<String> notes) {
    for (LaneNotice notice : unavailable) {
      String message = notice.message().lines().findFirst().orElse("no reason given");
      notes.accept(
          "the "
              + notice.lane().id()
              + (notice.answers() ? " lane lacks something: " : " lane is UNAVAILABLE: ")
              + message.replaceFirst(" Tried:$", ""));
    }
    if (!unavailable.isEmpty()) {
      notes.accept(
          "./livegate models verify lists every place tried, and docs/get-models.md says where the"
              + " originals lie and what is judged without them.");
    }
  }

  @Override
  public Target target() {
    return Target.of(system.config());
  }

  String bootstrapServers() {
    return system.bootstrapServers();
  }

  /** Whether it is alive and ready, with its own limits. */
  HealthCheck health() {
    return new HealthCheck(system.restAddress(), system.config().operations());
  }

  Topics topics() {
    return system.topics();
  }

  @Override
  public void onFailure(Consumer<Throwable> listener) {
    system
        .whenFailed()
        .thenAccept(
            message ->
                listener.accept(CliFailure.failed(message, new IllegalStateException(message))));
  }

  @Override
  public void close() {
    system.close();
  }
}
