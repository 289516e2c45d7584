package io.livegate.bench;

import io.livegate.job.KafkaConfig;
import io.livegate.job.PipelineConfig;
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
   * Compiles what will run, and finds out how many sessions fill the time.
   *
   * @param fewest sessions
   */
  void warmUp(int fewest) {
    BareLoop.Seen seen = BareLoop.run(config, workload);
    double inTime = seen.perSecond() * settings.each().toMillis() / 1000;
    workload = workload.with((int) Math.max(fewest, Math.round(inTime / workload.frames())));
  }

  /**
   * Once through broker and Flink, not counted: most of it is compiling them. What others take for
   * warming up is their own affair, and done before they answer.
   */
  void warmUpPipeline() throws InterruptedException {
    var unused = Pipeline.embedded(config, settings.policy(), workload);
    KafkaConfig cluster = clusterForThis();
    if (cluster != null) {
      var unusedToo = Pipeline.running(cluster, workload.named(part.id() + "-first"));
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
