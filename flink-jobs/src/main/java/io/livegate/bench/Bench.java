package io.livegate.bench;

import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  /** What is measured. */
  public enum Part {
    /** Ten frames a second of each session. */
    GATE,
    /** One frame a second, for which every lane is due. */
    CALL,
    /** As at the gate, with the face lane alone. */
    FACES,
    /** How late decisions are, at a share of what the gate's measurement gave. */
    DELAYS;

    /** As the command line names it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What to measure.
   *
   * @param config as an operator has it
   * @param policy YAML, checked
   * @param media files and folders with videos
   * @param parts of which delays need the gate, and the peer does
   * @param each how long one measurement takes, about
   * @param rounds how often each is made
   * @param cluster a job in media time that runs elsewhere, to be measured as well; may be null
   * @param peer command of another system that judges the gate's frames too; may be null
   */
  public record Settings(
      PipelineConfig config,
      String policy,
      List<Path> media,
      Set<Part> parts,
      Duration each,
      int rounds,
      @Nullable KafkaConfig cluster,
      @Nullable String peer) {
    public Settings {
      media = List.copyOf(media);
      parts = EnumSet.copyOf(parts);
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
   * @throws IllegalStateException if the system or the peer does not start, or a frame is not
   *     judged
   */
  public BenchResult run() throws SourceException, InterruptedException {
    List<Reel> reels = Reel.read(settings.media());
    notes.accept(reels.size() + " videos, every frame of them is judged");
    PipelineConfig live = settings.config().withoutProbe();
    Map<Part, Comparison> all = comparisons(live.withTime(TimeAxis.MEDIA), reels);
    try {
      compare(all);
      return result(live, reels, all);
    } finally {
      all.values().forEach(Comparison::close);
    }
  }

  private Map<Part, Comparison> comparisons(PipelineConfig config, List<Reel> reels) {
    Map<Part, Comparison> all = new EnumMap<>(Part.class);
    for (Part part : settings.parts()) {
      Workload gate = Workload.atTheGate(reels, FIRST_SESSIONS);
      switch (part) {
        case GATE -> add(all, part, config, gate);
        case CALL -> add(all, part, config, Workload.inTheCall(reels, FIRST_SESSIONS));
        case FACES -> add(all, part, config.withFacesOnly(), gate);
        case DELAYS -> {} // no comparison: one side, in real time
      }
    }
    return all;
  }

  private void add(Map<Part, Comparison> all, Part part, PipelineConfig config, Workload workload) {
    all.put(part, new Comparison(part, config, workload, settings, notes));
  }

  private void compare(Map<Part, Comparison> all) throws InterruptedException {
    for (Comparison each : all.values()) {
      each.warmUp(FIRST_SESSIONS);
    }
    for (Comparison each : all.values()) {
      each.settle();
    }
    Comparison gate = all.get(Part.GATE);
    if (gate != null && settings.peer() != null) {
      gate.against(settings.peer());
    }
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Comparison each : all.values()) {
        each.round(round);
      }
    }
  }

  private BenchResult result(PipelineConfig live, List<Reel> reels, Map<Part, Comparison> all)
      throws InterruptedException {
    Map<Part, Rates> rates = new EnumMap<>(Part.class);
    all.forEach((part, comparison) -> rates.put(part, comparison.rates()));
    Comparison gate = all.get(Part.GATE);
    return new BenchResult(
        live.scheduler().workersHere(),
        settings.config().judging().sampling(),
        rates,
        gate == null ? Map.of() : gate.stages(),
        gate == null || !settings.parts().contains(Part.DELAYS)
            ? null
            : delays(live, reels, gate.rates().pipeline()),
        gate == null ? null : gate.peerSays());
  }

  private PacedLoad.Seen delays(PipelineConfig live, List<Reel> reels, double capacity)
      throws InterruptedException {
    PacedLoad.Seen delays =
        PacedLoad.run(
            live, settings.policy(), reels, LOAD * capacity, settings.each().multipliedBy(3));
    notes.accept(
        String.format(
            Locale.ROOT,
            "at %.0f %% load: %d frames sent, %d judged, %d decisions timed",
            LOAD * 100,
            delays.sent(),
            delays.judged(),
            delays.decided().count()));
    return delays;
  }
}
