package io.livegate.job.config;

import io.livegate.liveness.cue.CueKind;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.read.Measured;
import io.livegate.signal.Lane;
import org.jspecify.annotations.Nullable;

/** The scores that a pipeline measures as it is configured, its models being there. */
public final class ConfiguredScores implements Measured {

  private final PipelineConfig config;
  private final JudgeSettings judging;

  public ConfiguredScores(PipelineConfig config) {
    this(config, config.judging());
  }

  /** Under settings that change how closely that pipeline looks. */
  public ConfiguredScores(PipelineConfig config, JudgeSettings judging) {
    this.config = config;
    this.judging = judging;
  }

  /** At the gate or in a burst, whichever looks more closely. */
  @Override
  public double mostPerSecond(KnownSignal signal) {
    double frames =
        Math.max(judging.sampling().gatePerSecond(), judging.sampling().burstPerSecond());
    JudgeSettings.LaneConfig lane =
        signal.lane() == null ? null : judging.lanes().get(signal.lane());
    long every = lane == null ? 0 : lane.every().toMillis();
    return every == 0 ? frames : Math.min(frames, 1e3 / every);
  }

  @Override
  public @Nullable String missing(KnownSignal signal) {
    Lane lane = signal.lane();
    if (lane == null) {
      return null;
    }
    if (!judging.lane(lane).enabled()) {
      return "'lanes." + lane.id() + ".enabled' is false";
    }
    String score = signal.name().substring(lane.id().length() + 1);
    boolean off =
        lane == Lane.LIVENESS
            && CueKind.of(score).isPresent()
            && !config.cues().liveness().contains(score);
    return off ? "'cues.liveness' lacks " + score : null;
  }
}
