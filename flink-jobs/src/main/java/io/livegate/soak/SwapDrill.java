package io.livegate.soak;

import io.livegate.cluster.FreePorts;
import io.livegate.drill.Account;
import io.livegate.drill.CommittedReader;
import io.livegate.drill.Pictures;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyWriter;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import io.livegate.job.swap.ModelPlanReader;
import java.io.IOException;
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
  private static final long MEASURE_MILLIS = 30_000;
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
    Memory before = memory(gauge);
    for (int i = 0; i < settings.swaps(); i++) {
      publish(config, i % 2 == 0 ? settings.candidate() : configured);
      Thread.sleep(BETWEEN_MILLIS);
      job.requireAlive();
    }
    Memory after = memory(gauge);
    notes.accept(settings.swaps() + " exchanges; " + before + ", " + after);
    double alone = cpuMillisPerFrame(gauge, load);
    Candidate looking = new Candidate(Stage.SHADOW, settings.candidate().models(), 1);
    publish(config, configured.with(looking));
    Thread.sleep(BETWEEN_MILLIS);
    double beside = cpuMillisPerFrame(gauge, load);
    publish(config, null);
    load.finish();
    Account account = Soak.settled(load);
    SwapWitness witness = new SwapWitness(configured.lane());
    try (CommittedReader reader = new CommittedReader(config)) {
      Thread.sleep(BETWEEN_MILLIS); // until the last checkpoint commits
      reader.readToEnd(witness::signal, witness::event);
    }
    SwapWitness.Decisions decisions = witness.decisions();
    return new SwapResult(
        decisions.applied() - 4, // the two of the warm-up, the shadow's and the last
        load.sent(),
        account.received() == load.sent() && account.inFlight() == 0 && account.unaccounted() == 0,
        account.fates().failed(),
        witness.answers(),
        decisions.named(),
        decisions.misnamed(),
        before.rss(),
        after.rss(),
        before.heap(),
        after.heap(),
        witness.shadowed(),
        alone,
        beside);
  }

  private void publish(PipelineConfig config, @Nullable ModelPlan plan)
      throws InterruptedException {
    String value = plan == null ? null : plans.text(plan, null);
    PolicyKey key = PolicyKey.ofModels(settings.candidate().lane());
    var unused = PolicyWriter.write(config, key, value, "drill");
  }

  private static Memory memory(MemoryGauge gauge) throws IOException, InterruptedException {
    double rss = 0;
    double heap = 0;
    for (int i = 0; i < READINGS; i++) {
      heap += gauge.heapAfterFullGc() / MIB / READINGS;
      Thread.sleep(RETURN_MILLIS); // free heap goes back to the system in the background
      rss += gauge.resident() / MIB / READINGS;
    }
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
