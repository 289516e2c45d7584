package io.livegate.job;

import io.livegate.job.config.PipelineConfig;
import io.livegate.local.LocalLivegate;

/** A whole Livegate in this JVM with the fake judge, and the platform beside it. */
final class PipelineFixture extends Platform {

  final LocalLivegate livegate;

  /** Without a probe: all that is judged the test has sent. */
  PipelineFixture(PipelineConfig config) {
    this(LocalLivegate.start(config.withoutProbe(), FakeJudge.factory(), POLICY));
  }

  /** With the probe as it is configured. */
  static PipelineFixture probed(PipelineConfig config, String policy) {
    return new PipelineFixture(LocalLivegate.start(config, FakeJudge.factory(), policy));
  }

  private PipelineFixture(LocalLivegate livegate) {
    super(livegate.bootstrapServers(), livegate.topics(), livegate::failure);
    this.livegate = livegate;
  }

  @Override
  public void close() {
    super.close();
    livegate.close();
  }
}
