package io.livegate.bench;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.TopicTail.Visibility;
import io.livegate.job.io.Topics;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.local.LocalBroker;
import io.livegate.local.LocalLivegate;
import io.livegate.signal.Signals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The same frames through the whole system: they lie in the broker before the job starts, so that
 * it is never short of work.
 */
final class Pipeline {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String WORKERS = "livegate-judge-";

  private Pipeline() {}

  /**
   * What was seen.
   *
   * @param perSecond frames judged a second
   * @param cpuMillis processor time of a frame, of this process with all that is in it
   * @param bytesPerFrame of heap allocated by the threads that judge
   */
  record Seen(double perSecond, double cpuMillis, double bytesPerFrame) {}

  /**
   * Broker, Flink and job in this process.
   *
   * @param config in media time
   * @throws IllegalStateException if the system does not start or does not judge every frame
   */
  static Seen embedded(PipelineConfig config, String policy, Workload workload)
      throws InterruptedException {
    try (LocalBroker broker = LocalBroker.start()) {
      PipelineConfig here = config.withBootstrapServers(broker.bootstrapServers());
      Topics.create(here);
      Backlog.publish(here.kafka(), workload);
      long[] allocated = new long[2];
      Run run =
          new Run(
              here.kafka(),
              workload,
              () -> allocated[0] = Allocation.bytes(name -> name.startsWith(WORKERS)),
              () -> allocated[1] = Allocation.bytes(name -> name.startsWith(WORKERS)));
      try (run;
          LocalLivegate system = LocalLivegate.startOn(here, new LaneFrameJudges(), policy)) {
        double perSecond = run.await(system::requireRunning);
        return new Seen(
            perSecond,
            run.window.cpuMillis(),
            (double) (allocated[1] - allocated[0]) / run.window.frames());
      }
    }
  }

  /**
   * A job that runs already, in media time; it is given the workload as fast as it can be.
   *
   * @return frames judged a second
   * @throws IllegalStateException if it does not judge every frame
   */
  static double running(KafkaConfig kafka, Workload workload) throws InterruptedException {
    try (Run run = new Run(kafka, workload, () -> {}, () -> {})) {
      Backlog.publish(kafka, workload);
      return run.await(() -> {});
    }
  }

  /** Counts what is judged of a workload. */
  private static final class Run implements AutoCloseable {

    private final Workload workload;
    private final Window window;
    private final CountDownLatch all;
    private final SignalsWatch watch;

    Run(KafkaConfig kafka, Workload workload, Runnable begin, Runnable end) {
      this.workload = workload;
      this.window = new Window(workload.total(), begin, end);
      this.all = new CountDownLatch(workload.total());
      this.watch = new SignalsWatch(kafka, Visibility.READ_UNCOMMITTED, this::count);
    }

    private void count(Signals signals) {
      if (workload.has(signals.session())) {
        window.judged(signals.counts().judged());
        for (long i = 0; i < signals.counts().judged(); i++) {
          all.countDown();
        }
      }
    }

    /**
     * @param requireRunning throws once the system is gone
     */
    double await(Runnable requireRunning) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      boolean done = false;
      while (!done && System.nanoTime() < deadline) {
        done = all.await(1, TimeUnit.SECONDS);
        requireRunning.run();
        watch.requireReading();
      }
      if (!done) {
        throw new IllegalStateException(
            window.done()
                + " of "
                + workload.total()
                + " frames were judged in "
                + PATIENCE.toMinutes()
                + " minutes: the job stands, or some were dropped; start with --debug for its log");
      }
      return window.perSecond();
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
