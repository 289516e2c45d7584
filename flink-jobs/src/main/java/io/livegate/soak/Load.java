package io.livegate.soak;

import io.livegate.drill.Account;
import io.livegate.drill.CountingPublisher;
import io.livegate.drill.Pictures;
import io.livegate.job.config.PipelineConfig;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The guests, their way to the job, and how much the job makes of them. */
final class Load implements AutoCloseable {

  private static final long TICK_MILLIS = 20;

  private final Guests guests;
  private final CountingPublisher publisher;
  private final int metricsPort;
  private volatile boolean paused;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "guests"));

  /** What the job has done by a time. */
  record Reading(long nanos, Account account) {
    /** Frames judged a second between the other and this. */
    double judgedPerSecondSince(Reading before) {
      return (account.fates().judged() - before.account.fates().judged()) / seconds(before);
    }

    /** Frames dropped for want of time, likewise. */
    double shedPerSecondSince(Reading before) {
      return (shed() - before.shed()) / seconds(before);
    }

    private double shed() {
      return account.fates().superseded() + account.fates().full();
    }

    private double seconds(Reading before) {
      return (nanos - before.nanos) / 1e9;
    }
  }

  /**
   * @param bootstrapServers of the job's broker
   * @param metricsPort of the job
   */
  Load(PipelineConfig config, String bootstrapServers, int metricsPort, Pictures pictures) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    this.publisher = new CountingPublisher(properties, config.kafka().topics().frames());
    this.metricsPort = metricsPort;
    this.guests =
        new Guests(
            pictures, config.judging().sampling().gateDuration().toMillis(), publisher::send);
    var unused =
        clock.scheduleAtFixedRate(
            () -> {
              if (!paused) {
                guests.tick(System.currentTimeMillis());
              }
            },
            0,
            TICK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Nobody sends anything until this is taken back. */
  void pause(boolean isPaused) {
    paused = isPaused;
  }

  /** Mean milliseconds of a step of judging so far; NaN before the first. */
  double stageMillis(String stage) throws IOException, InterruptedException {
    return Account.mean(Account.metrics(List.of(metricsPort)), "stage_millis", stage);
  }

  int size() {
    return guests.size();
  }

  void resize(int sessions) {
    guests.resize(sessions, System.currentTimeMillis());
  }

  Reading read() throws IOException, InterruptedException {
    return new Reading(System.nanoTime(), Account.read(List.of(metricsPort)));
  }

  /** Ends every session and waits until the broker has everything. */
  void finish() {
    clock.shutdown();
    resize(0);
    publisher.flush();
  }

  /** Frames the broker acknowledged. */
  long sent() {
    return publisher.sent();
  }

  /** Frames of which nobody knows whether it has them. */
  long unsent() {
    return publisher.unsent();
  }

  int sessions() {
    return guests.came();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    publisher.close();
  }
}
