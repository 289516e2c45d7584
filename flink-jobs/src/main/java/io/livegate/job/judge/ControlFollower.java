package io.livegate.job.judge;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyFeed;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.receive.SharedInstances;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows settings and models on the policies topic, by a thread and a consumer of its own: frames
 * are judged before the stream knows of tenants. One per JVM and job.
 *
 * <p>It begins with the topic's beginning each time, so that nothing needs to be kept over a
 * restart. While the broker is away, what was read last goes on.
 */
final class ControlFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlFollower.class);
  private static final SharedInstances<ControlFollower> OPEN =
      new SharedInstances<>(ControlFollower::close);

  private static final Duration WAIT = Duration.ofMillis(500);
  private static final long AGAIN_MILLIS = 1_000;
  private static final long STOP_MILLIS = 5_000;

  private final PipelineConfig config;
  private final TenantSettings settings;
  private final PublishedModels models;
  private final Thread thread;
  private volatile PolicyFeed feed;
  private volatile boolean closed;

  private ControlFollower(PipelineConfig config, FrameJudge judge) {
    this.config = config;
    this.settings = new TenantSettings(config.judging());
    this.models = new PublishedModels(config, judge);
    this.feed = new PolicyFeed(config);
    boolean begun = false;
    try {
      take(feed.toEnd(), false);
      begun = true;
    } finally {
      if (!begun) {
        feed.close();
      }
    }
    thread = new Thread(this::follow, "livegate-control");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Opens or joins the follower of a job; returns when all that stands on the topic is in force
   * here. Pair with {@link #release}.
   *
   * @param key names the job's run; the same in all of its tasks
   * @param judge of the same run, open for longer than this
   * @throws IllegalStateException if the topic cannot be read to its end
   */
  static ControlFollower acquire(String key, PipelineConfig config, FrameJudge judge) {
    return OPEN.acquire(key, () -> new ControlFollower(config, judge));
  }

  static void release(String key) {
    OPEN.release(key);
  }

  LiveSettings settings() {
    return settings;
  }

  /** Lanes whose newest models this process could not take up. */
  int lanesBehind() {
    return models.lanesBehind();
  }

  private void take(List<PolicyUpdate> updates, boolean anew) {
    if (!updates.isEmpty() || anew) {
      settings.take(updates, anew);
      models.take(updates, anew);
    }
  }

  private void follow() {
    while (!closed) {
      try {
        take(feed.next(WAIT), false);
      } catch (WakeupException e) {
        // closed is set
      } catch (KafkaException | IllegalStateException e) {
        LOG.warn("settings and models cannot be followed and stay as they are until they can", e);
        again();
      }
    }
    feed.close();
  }

  /** From the beginning: what was missed, and what has been taken back since, is not known. */
  private void again() {
    feed.close();
    try {
      Thread.sleep(AGAIN_MILLIS);
      feed = new PolicyFeed(config);
      take(feed.toEnd(), true);
    } catch (InterruptedException e) {
      closed = true;
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("not yet", e); // the next attempt warns
    }
  }

  @Override
  public void close() {
    closed = true;
    feed.wakeUp();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
