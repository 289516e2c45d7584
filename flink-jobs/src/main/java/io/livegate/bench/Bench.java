package io.livegate.bench;

import io.livegate.bench.PacedLoad.Seen;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.KafkaConfig;
import io.livegate.job.PipelineConfig;
import io.livegate.job.PipelineConfig.TimeAxis;
import io.livegate.job.metrics.StageTimes;
import io.livegate.job.metrics.StageTimes.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the limit and the pipeline in turn, several times, so that a machine whose speed drifts
 * shows the same of both; what is reported are medians, and ratios of the two sides of one round.
 */
public final class Bench {

  /** Share of the pipeline's own capacity at which delays are measured. */
  private static final double LOAD = 0.7;

  private static final int FIRST_SESSIONS = 4;

  private final Settings settings;
  private final Consumer<String> notes;

  /**
   * What to measure.
   *
   * @param config as an operator has it
   * @param policy YAML, checked
   * @param media files and folders with videos
   * @param each how long one measurement takes, about
   * @param rounds how often each is made
   * @param cluster a job in media time that runs elsewhere, to be measured as well; may be null
   */
  public record Settings(
      PipelineConfig config,
      String policy,
      List<Path> media,
      Duration each,
      int rounds,
      @Nullable KafkaConfig cluster) {
    public Settings {
      media = List.copyOf(media);
    }
  }

  /**
   * @param notes takes a line now and then
   */
  public Bench(Settings settings, Consumer<String> notes) {
    this.settings = settings;
    this.notes = notes;
  }

  /**
   * @throws SourceException if the media cannot be read
   * @throws IllegalStateException if the system does not start, or a frame is not judged
   */
  public BenchResult run() throws SourceException, InterruptedException {
    List<Reel> reels = Reel.read(settings.media());
    notes.accept(reels.size() + " videos, every frame of them is judged");
    PipelineConfig live = settings.config().withoutProbe();
    PipelineConfig config = live.withTime(TimeAxis.MEDIA);
    Comparison gate = new Comparison("gate", config, Workload.atTheGate(reels, FIRST_SESSIONS));
    Comparison call = new Comparison("call", config, Workload.inTheCall(reels, FIRST_SESSIONS));
    Comparison faces =
        new Comparison("faces", config.withFacesOnly(), Workload.atTheGate(reels, FIRST_SESSIONS));
    List<Comparison> all = List.of(gate, call, faces);
    for (Comparison each : all) {
      each.warmUp();
    }
    // Nor is the first run through broker and Flink counted: most of it is compiling them.
    var unused = Pipeline.embedded(config, settings.policy(), gate.workload);
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Comparison each : all) {
        each.round(round);
      }
    }
    Seen delays =
        PacedLoad.run(
            live,
            settings.policy(),
            reels,
            LOAD * gate.rates.pipeline(),
            settings.each().multipliedBy(3));
    notes.accept(
        say(
            "at %.0f %% load: %d frames sent, %d judged, %d decisions timed",
            LOAD * 100, delays.sent(), delays.judged(), delays.decided().count()));
    return new BenchResult(
        config.scheduler().workersHere(),
        settings.config().judging().sampling(),
        gate.rates,
        call.rates,
        faces.rates,
        delays,
        gate.stages());
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** One workload on both sides, and what was seen of it. */
  private final class Comparison {

    private final String name;
    private final PipelineConfig config;
    private final Rates rates = new Rates();
    private final Map<Stage, Double> millis = new TreeMap<>();
    private Workload workload;
    private long frames;

    Comparison(String name, PipelineConfig config, Workload workload) {
      this.name = name;
      this.config = config;
      this.workload = workload;
    }

    /** Compiles what will run, and finds out how many sessions fill the time. */
    void warmUp() {
      BareLoop.Seen seen = BareLoop.run(config, workload);
      double frames = seen.perSecond() * settings.each().toMillis() / 1000;
      int sessions = (int) Math.max(FIRST_SESSIONS, Math.round(frames / workload.frames()));
      workload = workload.with(sessions);
    }

    void round(int number) throws InterruptedException {
      BareLoop.Seen limit = BareLoop.run(config, workload);
      add(limit);
      Pipeline.Seen pipeline = Pipeline.embedded(config, settings.policy(), workload);
      rates.add(limit.perSecond(), pipeline.perSecond(), pipeline.bytesPerFrame());
      rates.addCpu(limit.cpuMillis(), pipeline.cpuMillis());
      String cluster = "";
      if (settings.cluster() != null) {
        Workload there = workload.named(name + "-" + number);
        double perSecond = Pipeline.running(settings.cluster(), there).perSecond();
        rates.addCluster(perSecond);
        cluster = say(", %.1f on the cluster", perSecond);
      }
      notes.accept(
          say(
              "%s, round %d: %.1f frames/s in the bare loop, %.1f through the pipeline (%.3f)%s;"
                  + " %.2f and %.2f ms of processor time a frame; %d sessions",
              name,
              number,
              limit.perSecond(),
              pipeline.perSecond(),
              pipeline.perSecond() / limit.perSecond(),
              cluster,
              limit.cpuMillis(),
              pipeline.cpuMillis(),
              workload.sessions()));
    }

    private void add(BareLoop.Seen limit) {
      frames += limit.frames();
      StageTimes times = limit.times();
      for (Stage stage : Stage.values()) {
        millis.merge(stage, times.totalMillis(stage), Double::sum);
      }
    }

    /** Milliseconds of a frame judged in the bare loop, by stage. */
    Map<String, Double> stages() {
      Map<String, Double> mean = new LinkedHashMap<>();
      millis.forEach((stage, total) -> mean.put(stage.id(), total / frames));
      return mean;
    }
  }
}
