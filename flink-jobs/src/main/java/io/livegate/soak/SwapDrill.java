package io.livegate.soak;

import io.livegate.drill.Account;
import io.livegate.drill.CommittedReader;
import io.livegate.drill.Pictures;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyWriter;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import io.livegate.job.swap.ModelPlanReader;
import io.livegate.job.swap.ModelTrial;
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
 * Exchanges a lane's models again and again in a running job under load, and lets others look on:
 * what became of frames, decisions, memory and processor time.
 */
public final class SwapDrill {

  private static final long WARM_UP_MILLIS = 60_000;
  private static final long BETWEEN_MILLIS = 5_000;
  private static final long MEASURE_MILLIS = 20_000;
  private static final int MEASUREMENTS = 3;
  private static final long RETURN_MILLIS = 1_000;
  private static final int READINGS = 5;
  private static final double MIB = 1 << 20;

  private final Settings settings;
  private final Consumer<String> notes;
  private final ModelPlanReader plans;

  /**
   * What to do.
   *
   * @param yaml the operator's configuration file
   * @param config the same, read
   * @param candidate models that take turns with those of the configuration
   * @param swaps even, so that those of the configuration are back at the end
   * @param sessions at the same time
   * @param policy a policy file; null: the configuration's
   * @param folder that is there, for the process's files
   * @param media folders or files with videos; may be empty
   */
  public record Settings(
      String yaml,
      PipelineConfig config,
      ModelPlan candidate,
      int swaps,
      int sessions,
      @Nullable Path policy,
      Path folder,
      List<Path> media) {
    public Settings {
      media = List.copyOf(media);
    }
  }

  private record Memory(double rss, double heap) {}

  /**
   * @param notes takes a line now and then
   */
  public SwapDrill(Settings settings, Consumer<String> notes) {
    this.settings = settings;
    this.notes = notes;
    this.plans = new ModelPlanReader(settings.config().judging(), settings.config().models());
  }

  /**
   * @throws IllegalStateException if the job does not come up, or ends, saying why
   * @throws IOException if its JVM cannot be looked into
   * @throws SourceException if the media cannot be read
   */
  public SwapResult run() throws IOException, InterruptedException, SourceException {
    List<String> problems =
        ModelTrial.problems(settings.candidate(), settings.config().models().store());
    if (!problems.isEmpty()) {
      throw new IllegalStateException("nothing can be exchanged: " + String.join("; ", problems));
    }
    Pictures pictures = Pictures.withMarker("", settings.media());
    int port = FreePorts.inARow(1);
    Path file = settings.folder().resolve("pipeline.yaml");
    Files.writeString(file, SoakConfig.of(settings.yaml(), port));
    try (JobProcess job = new JobProcess(settings.folder(), file, settings.policy())) {
      PipelineConfig config = settings.config().withBootstrapServers(job.awaitReady());
      notes.accept("the job runs, process " + job.pid());
      try (MemoryGauge gauge = new MemoryGauge(job.pid());
          Load load = new Load(config, config.kafka().bootstrapServers(), port, pictures)) {
        return run(config, job, gauge, load);
      } catch (IOException | UndeclaredThrowableException e) {
        job.requireAlive(); // its last words say more
        throw e;
      }
    }
  }

  private SwapResult run(PipelineConfig config, JobProcess job, MemoryGauge gauge, Load load)
      throws IOException, InterruptedException {
    ModelPlan configured = plans.configured(settings.candidate().lane());
    load.resize(settings.sessions());
    // Both were loaded and ran once: what the runtime keeps for good is there before it is
    // measured.
    Thread.sleep(WARM_UP_MILLIS / 2);
    publish(config, settings.candidate());
    Thread.sleep(BETWEEN_MILLIS);
    publish(config, configured);
    Thread.sleep(WARM_UP_MILLIS / 2);
    Memory begin = memory(gauge, load);
    Thread.sleep(settings.swaps() * BETWEEN_MILLIS); // what it takes by itself, without exchanges
    Memory before = memory(gauge, load);
    for (int i = 0; i < settings.swaps(); i++) {
      publish(config, i % 2 == 0 ? settings.candidate() : configured);
      Thread.sleep(BETWEEN_MILLIS);
      job.requireAlive();
    }
    Memory after = memory(gauge, load);
    notes.accept(settings.swaps() + " exchanges; " + begin + ", " + before + ", " + after);
    ModelPlan watched =
        configured.with(new Candidate(Stage.SHADOW, settings.candidate().models(), 1));
    double alone = 0;
    double beside = 0;
    for (int i = 0; i < MEASUREMENTS; i++) {
      alone += cpuMillisPerFrame(gauge, load) / MEASUREMENTS;
      publish(config, watched);
      Thread.sleep(BETWEEN_MILLIS);
      beside += cpuMillisPerFrame(gauge, load) / MEASUREMENTS;
      publish(config, null);
      Thread.sleep(BETWEEN_MILLIS);
    }
    double shadowMillis = load.stageMillis("shadow");
    load.finish();
    Account account = Soak.settled(load);
    SwapWitness witness = new SwapWitness(configured.lane());
    try (CommittedReader reader = new CommittedReader(config)) {
      Thread.sleep(BETWEEN_MILLIS); // until the last checkpoint commits
      reader.readToEnd(witness::signal, witness::event);
    }
    SwapWitness.Decisions decisions = witness.decisions();
    return new SwapResult(
        settings.swaps(),
        decisions.applied() - 2 - 2 * MEASUREMENTS, // of the warm-up and of the shadow
        load.sent(),
        account.received() == load.sent() && account.inFlight() == 0 && account.unaccounted() == 0,
        account.fates().failed(),
        witness.answers(),
        decisions.named(),
        decisions.misnamed(),
        begin.rss(),
        before.rss(),
        after.rss(),
        before.heap(),
        after.heap(),
        witness.shadowed(),
        shadowMillis,
        alone,
        beside);
  }

  private void publish(PipelineConfig config, @Nullable ModelPlan plan)
      throws InterruptedException {
    String value = plan == null ? null : plans.text(plan, null);
    PolicyKey key = PolicyKey.ofModels(settings.candidate().lane());
    var unused = PolicyWriter.write(config, key, value, "drill");
  }

  /** While nobody sends anything: between collections the heap takes what it is given. */
  private static Memory memory(MemoryGauge gauge, Load load)
      throws IOException, InterruptedException {
    load.pause(true);
    Thread.sleep(BETWEEN_MILLIS);
    double rss = 0;
    double heap = 0;
    for (int i = 0; i < READINGS; i++) {
      heap += gauge.heapAfterFullGc() / MIB / READINGS;
      Thread.sleep(RETURN_MILLIS); // free heap goes back to the system in the background
      rss += gauge.resident() / MIB / READINGS;
    }
    load.pause(false);
    return new Memory(rss, heap);
  }

  private static double cpuMillisPerFrame(MemoryGauge gauge, Load load)
      throws IOException, InterruptedException {
    Load.Reading begin = load.read();
    Duration cpu = gauge.processorTime();
    Thread.sleep(MEASURE_MILLIS);
    Duration spent = gauge.processorTime().minus(cpu);
    Load.Reading end = load.read();
    long judged = end.account().fates().judged() - begin.account().fates().judged();
    return judged == 0 ? Double.NaN : spent.toNanos() / 1e6 / judged;
  }
}
