package io.livegate.bench;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.metrics.StageTimes;
import io.livegate.job.metrics.StageTimes.Stage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One workload on all sides in turn, round by round, and what was seen of it. */
final class Comparison implements AutoCloseable {

  /** Share by which a run is faster than those before while there is still much to compile. */
  private static final double RISING = 0.05;

  private static final int MOST_WARM_UPS = 5;

  private final Bench.Part part;
  private final PipelineConfig config;
  private final Bench.Settings settings;
  private final Consumer<String> notes;
  private final Rates rates = new Rates();
  private final Map<Stage, Double> millis = new TreeMap<>();
  private Workload workload;
  private @Nullable Peer peer;
  private long frames;

  Comparison(
      Bench.Part part,
      PipelineConfig config,
      Workload workload,
      Bench.Settings settings,
      Consumer<String> notes) {
    this.part = part;
    this.config = config;
    this.workload = workload;
    this.settings = settings;
    this.notes = notes;
  }

  Rates rates() {
    return rates;
  }

  /** The answer of the peer to the frames, null without one. */
  @Nullable String peerSays() {
    return peer == null ? null : peer.says();
  }

  /**
   * Compiles what will run, and finds out how many sessions fill the time, as many for each thread.
   *
   * @param fewest sessions
   */
  void warmUp(int fewest) {
    BareLoop.Seen seen = BareLoop.run(config, workload);
    double inTime = seen.perSecond() * settings.each().toMillis() / 1000;
    int wanted = (int) Math.max(fewest, Math.round(inTime / workload.frames()));
    // Else a thread of the bare loop is idle at the end, and the limit is none.
    int threads = config.scheduler().workersHere();
    workload = workload.with((wanted + threads - 1) / threads * threads);
  }

  /**
   * Runs both sides in turn, not counted, until a run of neither is faster by more than {@link
   * #RISING} than all before, {@value #MOST_WARM_UPS} times at most: at first most of it is
   * compiling, and of broker and Flink there is more to compile. The cluster, where there is one,
   * runs once. What others take for warming up is their own affair, and done before they answer.
   */
  void settle() throws InterruptedException {
    KafkaConfig cluster = clusterForThis();
    if (cluster != null) {
      var unused = Pipeline.running(cluster, workload.named(part.id() + "-first"));
    }
    double limit = 0;
    double pipeline = 0;
    boolean rising = true;
    for (int run = 1; rising && run <= MOST_WARM_UPS; run++) {
      double loop = BareLoop.run(config, workload).perSecond();
      double through = Pipeline.embedded(config, settings.policy(), workload).perSecond();
      notes.accept(
          say(
              "%s, warming up, run %d: %.1f frames/s in the bare loop, %.1f through the pipeline",
              part.id(), run, loop, through));
      rising = loop > limit * (1 + RISING) || through > pipeline * (1 + RISING);
      limit = Math.max(limit, loop);
      pipeline = Math.max(pipeline, through);
    }
  }

  /**
   * Lets another judge the same frames in each round.
   *
   * @param command as a shell takes it
   */
  void against(String command) {
    peer = Peer.start(command, PeerFrames.of(config, workload));
    notes.accept(part.id() + ": the peer says " + peer.says());
  }

  void round(int number) throws InterruptedException {
    BareLoop.Seen limit = BareLoop.run(config, workload);
    add(limit);
    Pipeline.Seen pipeline = Pipeline.embedded(config, settings.policy(), workload);
    rates.add(limit.perSecond(), pipeline.perSecond(), pipeline.bytesPerFrame());
    rates.addCpu(limit.cpuMillis(), pipeline.cpuMillis());
    notes.accept(
        say(
            "%s, round %d: %.1f frames/s in the bare loop, %.1f through the pipeline (%.3f)%s%s;"
                + " %.2f and %.2f ms of processor time a frame; %d sessions",
            part.id(),
            number,
            limit.perSecond(),
            pipeline.perSecond(),
            pipeline.perSecond() / limit.perSecond(),
            cluster(number),
            peer(pipeline),
            limit.cpuMillis(),
            pipeline.cpuMillis(),
            workload.sessions()));
  }

  private String cluster(int round) throws InterruptedException {
    KafkaConfig cluster = clusterForThis();
    if (cluster == null) {
      return "";
    }
    double perSecond = Pipeline.running(cluster, workload.named(part.id() + "-" + round));
    rates.addCluster(perSecond);
    return say(", %.1f on the cluster", perSecond);
  }

  /** The job there asks every lane, so with faces alone it has nothing to be compared with. */
  private @Nullable KafkaConfig clusterForThis() {
    return part == Bench.Part.FACES ? null : settings.cluster();
  }

  private String peer(Pipeline.Seen pipeline) {
    if (peer == null) {
      return "";
    }
    Peer.Seen seen = peer.judge(workload.total());
    rates.addPeer(seen.perSecond(), seen.cpuMillis(), pipeline.perSecond(), pipeline.cpuMillis());
    return say(", %.1f by the peer (%.2f ms)", seen.perSecond(), seen.cpuMillis());
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

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public void close() {
    if (peer != null) {
      peer.close();
    }
  }
}
