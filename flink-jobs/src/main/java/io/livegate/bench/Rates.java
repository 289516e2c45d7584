package io.livegate.bench;

import io.livegate.evaluate.stats.Percentile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was seen of all sides, round by round; what is told are medians. */
final class Rates {

  private enum Kind {
    LIMIT,
    PIPELINE,
    RATIO,
    BYTES,
    LIMIT_CPU,
    PIPELINE_CPU,
    CLUSTER,
    PEER,
    PEER_RATIO,
    PEER_CPU,
    PEER_CPU_RATIO
  }

  private final Map<Kind, List<Double>> seen = new EnumMap<>(Kind.class);

  void add(double limit, double pipeline, double bytesPerFrame) {
    add(Kind.LIMIT, limit);
    add(Kind.PIPELINE, pipeline);
    add(Kind.RATIO, pipeline / limit);
    add(Kind.BYTES, bytesPerFrame);
  }

  /** Milliseconds of processor time of a frame, which other work on the machine hardly changes. */
  void addCpu(double limit, double pipeline) {
    add(Kind.LIMIT_CPU, limit);
    add(Kind.PIPELINE_CPU, pipeline);
  }

  void addCluster(double perSecond) {
    add(Kind.CLUSTER, perSecond);
  }

  /** The peer's, and the pipeline's of the same round. */
  void addPeer(double perSecond, double cpuMillis, double pipeline, double pipelineCpuMillis) {
    add(Kind.PEER, perSecond);
    add(Kind.PEER_CPU, cpuMillis);
    add(Kind.PEER_RATIO, pipeline / perSecond);
    add(Kind.PEER_CPU_RATIO, cpuMillis / pipelineCpuMillis);
  }

  double limit() {
    return median(Kind.LIMIT);
  }

  double pipeline() {
    return median(Kind.PIPELINE);
  }

  /** Pipeline by limit, of the same round. */
  double ratio() {
    return median(Kind.RATIO);
  }

  double bytesPerFrame() {
    return median(Kind.BYTES);
  }

  double limitCpuMillis() {
    return median(Kind.LIMIT_CPU);
  }

  double pipelineCpuMillis() {
    return median(Kind.PIPELINE_CPU);
  }

  /** NaN when none was measured. */
  double cluster() {
    return median(Kind.CLUSTER);
  }

  /** NaN without a peer, as what follows. */
  double peer() {
    return median(Kind.PEER);
  }

  double peerCpuMillis() {
    return median(Kind.PEER_CPU);
  }

  /** Frames a second of the pipeline by those of the peer, of the same round. */
  double peerRatio() {
    return median(Kind.PEER_RATIO);
  }

  /** Processor time of a frame of the peer by that of the pipeline, of the same round. */
  double peerCpuRatio() {
    return median(Kind.PEER_CPU_RATIO);
  }

  private void add(Kind kind, double value) {
    seen.computeIfAbsent(kind, any -> new ArrayList<>()).add(value);
  }

  private double median(Kind kind) {
    List<Double> values = seen.getOrDefault(kind, List.of());
    return Percentile.of(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
  }
}
