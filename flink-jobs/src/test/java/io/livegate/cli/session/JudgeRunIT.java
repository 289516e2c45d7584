package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.ingest.source.SourceInfo;
import io.livegate.job.FakeJudge;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.local.LocalLivegate;
import io.livegate.policy.read.PolicyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files through a whole Livegate whose judge is slow. */
@Timeout(600)
class JudgeRunIT {

  private static final int FILES = 4;
  private static final int FRAMES = 5;

  private final List<Long> received = new ArrayList<>();

  /** Frames that wait for longer than the broker keeps them would never be judged. */
  @Test
  void opens_no_file_while_frames_of_the_one_before_wait() throws Exception {
    List<Long> judgedAtOpening = new ArrayList<>();
    judge(
        run -> {
          judgedAtOpening.add(run.framesAccounted());
          return new SlowFrames();
        });
    assertThat(judgedAtOpening).containsExactly(0L, 5L, 10L, 15L);
    assertThat(received).containsExactly(5L, 5L, 5L, 5L);
  }

  /** Or it would be waited for without end. */
  @Test
  void says_that_a_library_is_missing_which_its_files_are_read_with() {
    assertThatThrownBy(
            () ->
                judge(
                    run -> {
                      throw new UnsatisfiedLinkError("no jniavformat in java.library.path");
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no jniavformat in java.library.path");
  }

  private void judge(Function<JudgeRun, FrameSource> opener) throws Exception {
    PipelineConfig config =
        PipelineConfigParser.parse(
                """
                checkpoint: {parallelism: 1}
                scheduler: {workers: 1}
                """,
                "test")
            .withTime(PipelineConfig.TimeAxis.MEDIA);
    try (LocalLivegate livegate =
            LocalLivegate.start(config, FakeJudge.factory(), PolicyFile.bundled().text());
        JudgeRun run =
            new JudgeRun(Target.of(livegate.config()), new JudgeRun.Order.Apart(1), note -> {})) {
      livegate.whenFailed().thenAccept(why -> run.fail(new IllegalStateException(why)));
      List<JudgeRun.Input> files = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        files.add(new JudgeRun.Input("file" + i, () -> opener.apply(run)));
      }
      run.judge(files, session -> received.add(session.report().frames().received()));
    }
  }

  /** A few frames, 300 ms of the judge's time each. */
  private static final class SlowFrames implements FrameSource {

    private int given;

    @Override
    public SourceInfo info() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable SourceFrame next() {
      return given == FRAMES
          ? null
          : new SourceFrame(new byte[] {FakeJudge.SLOW}, "image/jpeg", 500L * given++);
    }

    @Override
    public void close() {}
  }
}
