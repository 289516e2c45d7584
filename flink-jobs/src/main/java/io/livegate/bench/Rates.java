package io.livegate.bench;

import io.livegate.evaluate.stats.Percentile;
import java.util.ArrayList;
import java.util.List;

/** Frames a second of both sides, round by round; what is told are medians. */
final class Rates {

  private final List<Double> limits = new ArrayList<>();
  private final List<Double> pipelines = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> bytes = new ArrayList<>();
  private final List<Double> limitCpu = new ArrayList<>();
  private final List<Double> pipelineCpu = new ArrayList<>();
  private final List<Double> clusters = new ArrayList<>();

  void add(double limit, double pipeline, double bytesPerFrame) {
    limits.add(limit);
    pipelines.add(pipeline);
    ratios.add(pipeline / limit);
    bytes.add(bytesPerFrame);
  }

  /** Milliseconds of processor time of a frame, which other work on the machine hardly changes. */
  void addCpu(double limit, double pipeline) {
    limitCpu.add(limit);
    pipelineCpu.add(pipeline);
  }

  void addCluster(double perSecond) {
    clusters.add(perSecond);
  }

  double limit() {
    return median(limits);
  }

  double pipeline() {
    return median(pipelines);
  }

  /** Pipeline by limit, of the same round. */
  double ratio() {
    return median(ratios);
  }

  double bytesPerFrame() {
    return median(bytes);
  }

  double limitCpuMillis() {
    return median(limitCpu);
  }

  double pipelineCpuMillis() {
    return median(pipelineCpu);
  }

  /** NaN when none was measured. */
  double cluster() {
    return median(clusters);
  }

  private static double median(List<Double> values) {
    return Percentile.of(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
  }
}
