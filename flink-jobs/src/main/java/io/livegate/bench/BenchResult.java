package io.livegate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.JudgeSettings.Sampling;
import java.util.Locale;
import java.util.Map;

/** What a bench found. Frames are judged frames; milliseconds are of wall time. */
public final class BenchResult {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int cores;
  private final Sampling plan;
  private final Rates gate;
  private final Rates call;
  private final Rates faces;
  private final PacedLoad.Seen delays;
  private final Map<String, Double> stages;

  /**
   * @param cores that judged
   * @param stages milliseconds of a frame at the gate, in the bare loop
   */
  BenchResult(
      int cores,
      Sampling plan,
      Rates gate,
      Rates call,
      Rates faces,
      PacedLoad.Seen delays,
      Map<String, Double> stages) {
    this.cores = cores;
    this.plan = plan;
    this.gate = gate;
    this.call = call;
    this.faces = faces;
    this.delays = delays;
    this.stages = Map.copyOf(stages);
  }

  /** Sessions in a call that one core keeps up with, by the plan's frames a second. */
  private double sessionsPerCore() {
    return call.pipeline() / cores / plan.watchPerSecond();
  }

  /** Sessions a core takes through the whole of the gate in a second. */
  private double admissionsPerSecond() {
    double frames = plan.gatePerSecond() * plan.gateDuration().toMillis() / 1000;
    return gate.pipeline() / cores / frames;
  }

  /** One line. */
  public String json() {
    ObjectNode line = JSON.createObjectNode();
    line.put("limitFramesPerSecond", rounded(gate.limit(), 100));
    line.put("pipelineFramesPerSecond", rounded(gate.pipeline(), 100));
    line.put("ratio", rounded(gate.ratio(), 1000));
    line.put("faceOnlyRatio", rounded(faces.ratio(), 1000));
    line.put("sessionsPerCoreAtDefaultPolicy", rounded(sessionsPerCore(), 100));
    line.put("admissionsPerSecondPerCore", rounded(admissionsPerSecond(), 1000));
    line.putObject("decisionMillis")
        .put("p50", rounded(delays.decided().percentile(0.5), 10))
        .put("p99", rounded(delays.decided().percentile(0.99), 10));
    line.putObject("deliveredMillis").put("p99", rounded(delays.delivered().percentile(0.99), 10));
    line.put("bytesAllocatedPerFrame", Math.round(gate.bytesPerFrame()));
    ObjectNode parts = line.putObject("stages");
    stages.forEach((stage, millis) -> parts.put(stage, rounded(millis, 1000)));
    return line.toString();
  }

  private static double rounded(double value, double unit) {
    return Double.isNaN(value) ? 0 : Math.round(value * unit) / unit;
  }

  /** The same for a person, several lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "at the gate", gate);
    line(text, "in the call", call);
    line(text, "faces alone", faces);
    text.append(
        String.format(
            Locale.ROOT,
            "a core carries %.1f sessions in the call, or takes %.2f a second through the gate%n"
                + "at 70 %% load decided after %.0f ms in the median, %.0f in 99 of 100; delivered"
                + " after %.0f; %d of %d frames judged%n"
                + "%.0f KB of heap a frame; milliseconds a frame by stage:",
            sessionsPerCore(),
            admissionsPerSecond(),
            delays.decided().percentile(0.5),
            delays.decided().percentile(0.99),
            delays.delivered().percentile(0.99),
            delays.judged(),
            delays.sent(),
            gate.bytesPerFrame() / 1000));
    stages.forEach((stage, millis) -> text.append(String.format(" %s %.2f", stage, millis)));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Rates rates) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s  %7.1f frames/s in the bare loop, %7.1f through the pipeline, ratio %.3f;"
                + " %.2f and %.2f ms of processor time a frame",
            name,
            rates.limit(),
            rates.pipeline(),
            rates.ratio(),
            rates.limitCpuMillis(),
            rates.pipelineCpuMillis()));
    if (!Double.isNaN(rates.cluster())) {
      text.append(String.format(Locale.ROOT, ", %.1f on the cluster", rates.cluster()));
    }
    text.append(System.lineSeparator());
  }
}
