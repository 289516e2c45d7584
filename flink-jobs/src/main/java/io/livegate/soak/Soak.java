package io.livegate.soak;

import io.livegate.drill.Account;
import io.livegate.drill.Pictures;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.local.FreePorts;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the embedded system in a JVM of its own, finds out what this machine can do, holds a share
 * of that for as long as asked with sessions that come and go, and watches the memory.
 */
public final class Soak {

  private static final Duration SETTLING = Duration.ofMinutes(1);

  private final Settings settings;
  private final Consumer<String> notes;

  /**
   * What to do.
   *
   * @param yaml the operator's configuration file
   * @param config the same, read
   * @param policy a policy file; null: the configuration's
   * @param folder that is there, for the process's files
   * @param media folders or files with videos; may be empty
   * @param settling the load is held for so long before {@code duration} begins
   * @param load share of the capacity, above 0, at most 1
   * @param capacityPerSecond frames judged a second at most; null: measured first
   */
  public record Settings(
      String yaml,
      PipelineConfig config,
      @Nullable Path policy,
      Path folder,
      List<Path> media,
      Duration settling,
      Duration duration,
      double load,
      @Nullable Double capacityPerSecond) {
    public Settings {
      media = List.copyOf(media);
    }
  }

  /**
   * @param notes takes a line now and then
   */
  public Soak(Settings settings, Consumer<String> notes) {
    this.settings = settings;
    this.notes = notes;
  }

  /**
   * @throws IllegalStateException if the job does not come up, or ends, saying why
   * @throws IOException if its JVM cannot be looked into
   * @throws SourceException if the media cannot be read
   */
  public SoakResult run() throws IOException, InterruptedException, SourceException {
    Pictures pictures = Pictures.withMarker("", settings.media());
    int port = FreePorts.inARow(1);
    Path config = settings.folder().resolve("pipeline.yaml");
    Files.writeString(config, SoakConfig.of(settings.yaml(), port));
    try (JobProcess job = new JobProcess(settings.folder(), config, settings.policy())) {
      String servers = job.awaitReady();
      notes.accept("the job runs, process " + job.pid());
      try (MemoryGauge gauge = new MemoryGauge(job.pid());
          Load load = new Load(settings.config(), servers, port, pictures)) {
        Double given = settings.capacityPerSecond();
        double capacity = given == null ? Capacity.measure(load, notes) : given;
        Hold hold = new Hold(settings, capacity, job, gauge, load, notes);
        hold.run();
        return hold.result(settles(load));
      } catch (IOException | UndeclaredThrowableException e) {
        job.requireAlive(); // its last words say more
        throw e;
      }
    }
  }

  /** Whether every frame sent was received once, has one fate, and none is on its way. */
  private boolean settles(Load load) throws IOException, InterruptedException {
    load.finish();
    Account account = settled(load);
    boolean holds =
        account.received() == load.sent() && account.inFlight() == 0 && account.unaccounted() == 0;
    if (!holds) {
      notes.accept("sent " + load.sent() + ", unknown " + load.unsent() + ", " + account);
    }
    return holds;
  }

  /** The account when nothing is on its way any more, or the last one there is. */
  static Account settled(Load load) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    Account account = load.read().account();
    while (!account.isSettled(load.sent()) && System.nanoTime() < deadline) {
      Thread.sleep(500);
      account = load.read().account();
    }
    return account;
  }
}
