package io.livegate.job.judge;

import io.livegate.job.config.PipelineConfig;
import java.io.Serializable;

/** Opens the judge on the machine where frames are judged; travels with the job. */
@FunctionalInterface
public interface FrameJudgeFactory extends Serializable {

  /** Loads what is needed; called once per JVM and job. */
  FrameJudge open(PipelineConfig config);
}
