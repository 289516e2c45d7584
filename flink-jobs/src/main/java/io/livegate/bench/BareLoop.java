package io.livegate.bench;

import io.livegate.frame.EncodedFrame;
import io.livegate.image.ImageRejectedException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.FrameJudge;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.job.metrics.StageTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The limit: the product's own decoding, preprocessing and models, called in a loop by one thread
 * for each core. No broker, no Flink, no policy.
 */
final class BareLoop {

  private BareLoop() {}

  /**
   * What was seen.
   *
   * @param perSecond frames judged a second
   * @param cpuMillis processor time of a frame
   * @param times of its stages, all frames in them
   */
  record Seen(double perSecond, double cpuMillis, int frames, StageTimes times) {}

  /**
   * Judges every frame of the workload.
   *
   * @throws IllegalStateException if a frame cannot be decoded
   */
  static Seen run(PipelineConfig config, Workload workload) {
    int threads = config.scheduler().workersHere();
    Window window = new Window(workload.total(), () -> {}, () -> {});
    try (FrameJudge judge = new LaneFrameJudges().open(config)) {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(start(judge, workload, i, threads, window));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
      return new Seen(window.perSecond(), window.cpuMillis(), workload.total(), judge.times());
    } catch (CompletionException e) {
      throw new IllegalStateException("a frame cannot be judged: " + e.getCause(), e);
    }
  }

  private static CompletableFuture<Void> start(
      FrameJudge judge, Workload workload, int first, int step, Window window) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                judge(judge, workload, first, step, window);
                done.complete(null);
              } catch (ImageRejectedException | RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            },
            "bare-loop-" + first);
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** Every so manyth session, a frame of each in turn. */
  private static void judge(FrameJudge judge, Workload workload, int first, int step, Window window)
      throws ImageRejectedException {
    List<FrameJudge.Session> sessions = new ArrayList<>();
    for (int s = first; s < workload.sessions(); s += step) {
      sessions.add(judge.openSession(workload.key(s)));
    }
    for (int number = 0; number < workload.frames(); number++) {
      for (int i = 0; i < sessions.size(); i++) {
        EncodedFrame frame = workload.frame(first + i * step, number);
        var unused = sessions.get(i).judge(frame, frame.header().capturedAtMillis());
        window.judged(1);
      }
    }
  }
}
