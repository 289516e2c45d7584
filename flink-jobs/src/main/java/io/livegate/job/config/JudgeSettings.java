package io.livegate.job.config;

import io.livegate.ingest.sample.SamplingPlan;
import io.livegate.signal.Lane;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How closely sessions are looked at: the part of {@code config/pipeline.yaml} that can be changed
 * while the job runs, for all tenants or for one ({@link JudgeSettingsParser}).
 *
 * @param lanes one entry per lane, always all four
 */
public record JudgeSettings(Sampling sampling, Map<Lane, LaneConfig> lanes, Faces faces)
    implements Serializable {

  public JudgeSettings {
    lanes = new TreeMap<>(lanes);
  }

  /**
   * Frames per second worth judging: while at the gate, afterwards, and for a while after doubt.
   *
   * @param challengeDuration how long frames are judged at the rate of a burst once a task is on
   *     the person's screen
   * @param spotEvery once in each such time, after the gate, frames are judged at its rate though
   *     nothing calls for it; zero for never
   * @param spotDuration for how long
   */
  public record Sampling(
      double gatePerSecond,
      Duration gateDuration,
      double watchPerSecond,
      double burstPerSecond,
      Duration burstDuration,
      Duration challengeDuration,
      double looksPerSecond,
      Duration spotEvery,
      Duration spotDuration)
      implements Serializable {

    /** The same as the sampler takes it. */
    public SamplingPlan plan() {
      return new SamplingPlan(
          gatePerSecond,
          gateDuration,
          watchPerSecond,
          burstPerSecond,
          burstDuration,
          looksPerSecond,
          spotEvery,
          spotDuration);
    }
  }

  /**
   * One lane.
   *
   * @param models ids of model cards; only read where the job starts
   * @param standIn ids of those that answer instead where one of {@code models} cannot be had; read
   *     like them
   * @param every the lane answers at most once in this time; zero = every judged frame
   * @param calmEvery the same while the session is not looked at closely and the lane's last answer
   *     is far from what a rule acts on; {@code every} where that is longer
   */
  public record LaneConfig(
      boolean enabled,
      List<String> models,
      List<String> standIn,
      Duration every,
      Duration calmEvery)
      implements Serializable {
    public LaneConfig {
      models = List.copyOf(models);
      standIn = List.copyOf(standIn);
    }
  }

  /**
   * Which faces count.
   *
   * @param minWidth a narrower one, in pixels of the frame as sent, is nobody's evidence
   */
  public record Faces(int minWidth) implements Serializable {}

  /** The same with every other lane switched off. */
  public JudgeSettings withFacesOnly() {
    Map<Lane, LaneConfig> off = new TreeMap<>();
    lanes.forEach(
        (lane, config) ->
            off.put(
                lane,
                new LaneConfig(
                    lane == Lane.FACE,
                    config.models(),
                    config.standIn(),
                    config.every(),
                    config.calmEvery())));
    return new JudgeSettings(sampling, off, faces);
  }

  public LaneConfig lane(Lane lane) {
    LaneConfig config = lanes.get(lane);
    if (config == null) {
      throw new IllegalStateException("no configuration for lane " + lane);
    }
    return config;
  }
}
