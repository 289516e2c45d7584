package io.livegate.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.bench.Bench.Part;
import io.livegate.job.config.JudgeSettings.Sampling;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bench found, of the parts that it measured. Frames are judged frames; milliseconds are of
 * wall time where they are not said to be of processor time.
 */
public final class BenchResult {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<Part, String> NAMES =
      Map.of(Part.GATE, "at the gate", Part.CALL, "in the call", Part.FACES, "faces alone");

  private final int cores;
  private final Sampling plan;
  private final Map<Part, Rates> rates;
  private final Map<String, Double> stages;
  private final PacedLoad.@Nullable Seen delays;
  private final @Nullable String peerSays;

  /**
   * @param cores that judged
   * @param stages milliseconds of a frame at the gate, in the bare loop
   * @param delays null where they were not measured
   * @param peerSays the peer's own line of JSON, null without one
   */
  BenchResult(
      int cores,
      Sampling plan,
      Map<Part, Rates> rates,
      Map<String, Double> stages,
      PacedLoad.@Nullable Seen delays,
      @Nullable String peerSays) {
    this.cores = cores;
    this.plan = plan;
    this.rates = new EnumMap<>(rates);
    this.stages = Map.copyOf(stages);
    this.delays = delays;
    this.peerSays = peerSays;
  }

  /** Sessions in a call that one core keeps up with, by the plan's frames a second. */
  private double sessionsPerCore(Rates call) {
    return call.pipeline() / cores / plan.watchPerSecond();
  }

  /** Sessions a core takes through the whole of the gate in a second. */
  private double admissionsPerSecond(Rates gate) {
    double frames = plan.gatePerSecond() * plan.gateDuration().toMillis() / 1000;
    return gate.pipeline() / cores / frames;
  }

  /** One line, with the keys of what was measured. */
  public String json() {
    ObjectNode line = JSON.createObjectNode();
    Rates gate = rates.get(Part.GATE);
    Rates call = rates.get(Part.CALL);
    Rates faces = rates.get(Part.FACES);
    if (gate != null) {
      line.put("limitFramesPerSecond", rounded(gate.limit(), 100));
      line.put("pipelineFramesPerSecond", rounded(gate.pipeline(), 100));
      line.put("ratio", rounded(gate.ratio(), 1000));
      cluster(line, gate);
    }
    if (faces != null) {
      line.put("faceOnlyRatio", rounded(faces.ratio(), 1000));
    }
    if (call != null) {
      line.put("callFramesPerSecond", rounded(call.pipeline(), 100));
      line.put("sessionsPerCoreAtDefaultPolicy", rounded(sessionsPerCore(call), 100));
    }
    if (gate != null) {
      line.put("admissionsPerSecondPerCore", rounded(admissionsPerSecond(gate), 1000));
    }
    if (delays != null) {
      line.putObject("decisionMillis")
          .put("p50", rounded(delays.decided().percentile(0.5), 10))
          .put("p99", rounded(delays.decided().percentile(0.99), 10));
      line.putObject("deliveredMillis")
          .put("p99", rounded(delays.delivered().percentile(0.99), 10));
      line.put("pacedFrames", delays.sent()).put("pacedFramesJudged", delays.judged());
    }
    if (gate != null) {
      line.put("bytesAllocatedPerFrame", Math.round(gate.bytesPerFrame()));
      ObjectNode parts = line.putObject("stages");
      stages.forEach((stage, millis) -> parts.put(stage, rounded(millis, 1000)));
      peer(line, gate);
    }
    cpu(line);
    return line.toString();
  }

  private static void cluster(ObjectNode line, Rates gate) {
    if (Double.isNaN(gate.cluster())) {
      line.putNull("clusterFramesPerSecond");
    } else {
      line.put("clusterFramesPerSecond", rounded(gate.cluster(), 100));
    }
  }

  private void peer(ObjectNode line, Rates gate) {
    if (peerSays == null) {
      return;
    }
    ObjectNode peer = line.putObject("peer");
    peer.put("framesPerSecond", rounded(gate.peer(), 100));
    peer.put("cpuMillis", rounded(gate.peerCpuMillis(), 100));
    peer.put("ratio", rounded(gate.peerRatio(), 1000));
    peer.put("cpuRatio", rounded(gate.peerCpuRatio(), 1000));
    try {
      peer.set("says", JSON.readTree(peerSays));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it was read as JSON before", e);
    }
  }

  /** Processor time of a frame through the pipeline. */
  private void cpu(ObjectNode line) {
    ObjectNode cpu = line.putObject("cpuMillis");
    rates.forEach((part, seen) -> cpu.put(part.id(), rounded(seen.pipelineCpuMillis(), 100)));
  }

  /** Null where nothing was measured: 0 would be the best there is. */
  private static @Nullable Double rounded(double value, double unit) {
    return Double.isFinite(value) ? Math.round(value * unit) / unit : null;
  }

  /** The same for a person, several lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    rates.forEach((part, seen) -> line(text, NAMES.getOrDefault(part, part.id()), seen));
    Rates call = rates.get(Part.CALL);
    if (call != null) {
      add(text, "a core carries %.1f sessions in the call%n", sessionsPerCore(call));
    }
    Rates gate = rates.get(Part.GATE);
    if (gate == null) {
      return text.toString();
    }
    add(text, "a core takes %.2f a second through the gate%n", admissionsPerSecond(gate));
    if (delays != null) {
      add(
          text,
          "at 70 %% load decided after %.0f ms in the median, %.0f in 99 of 100; delivered after"
              + " %.0f; %d of %d frames judged%n",
          delays.decided().percentile(0.5),
          delays.decided().percentile(0.99),
          delays.delivered().percentile(0.99),
          delays.judged(),
          delays.sent());
    }
    add(
        text,
        "%.0f KB of heap a frame; milliseconds a frame by stage:",
        gate.bytesPerFrame() / 1000);
    stages.forEach((stage, millis) -> add(text, " %s %.2f", stage, millis));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Rates rates) {
    add(
        text,
        "%s  %7.1f frames/s in the bare loop, %7.1f through the pipeline, ratio %.3f;"
            + " %.2f and %.2f ms of processor time a frame",
        name,
        rates.limit(),
        rates.pipeline(),
        rates.ratio(),
        rates.limitCpuMillis(),
        rates.pipelineCpuMillis());
    if (!Double.isNaN(rates.cluster())) {
      add(text, ", %.1f on the cluster", rates.cluster());
    }
    if (!Double.isNaN(rates.peer())) {
      add(
          text,
          "; the peer %.1f and %.2f ms, so %.2f times its frames at %.2f of its time",
          rates.peer(),
          rates.peerCpuMillis(),
          rates.peerRatio(),
          1 / rates.peerCpuRatio());
    }
    add(text, "%n");
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
