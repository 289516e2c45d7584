package io.livegate.job;

import io.livegate.local.LocalLivegate;

/** A whole Livegate in this JVM with the fake judge, and the platform beside it. */
final class PipelineFixture extends Platform {

  final LocalLivegate livegate;

  PipelineFixture(PipelineConfig config) {
    this(LocalLivegate.start(config, FakeJudge.factory(), POLICY));
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
