package io.livegate.job.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.ingest.publish.PublishException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.ProbeSettings;
import io.livegate.job.io.KafkaClients;
import io.livegate.job.metrics.ProbeMetrics;
import io.livegate.job.metrics.ProbeMetrics.Answer;
import io.livegate.job.probe.Probe.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again and again, as a platform would: frames of two sessions to the frames topic, then their
 * committed events. Whatever fails on the way is a late answer; the next round begins with new
 * connections. New session names in each round lead it through all partitions in time.
 */
public final class Prober implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  /** As many as the policy asks for, and some that may be lost. */
  private static final int FRAMES = 5;

  private static final long CLOSE_MILLIS = 2_000;

  private final PipelineConfig config;
  private final String run;
  private final ProbeMetrics metrics;
  private final List<byte[]> wall = new ArrayList<>();
  private final Thread thread = new Thread(this::rounds, "livegate-probe");
  private volatile boolean closed;
  private boolean quiet;

  private Prober(PipelineConfig config, String run, ProbeMetrics metrics) {
    this.config = config;
    this.run = run;
    this.metrics = metrics;
    for (int i = 0; i < FRAMES; i++) {
      wall.add(Wall.jpeg(i));
    }
    thread.setDaemon(true);
  }

  /**
   * Begins at once, in a thread of its own.
   *
   * @param run names this run of the job, see {@link Probe#isForged}
   */
  public static Prober start(PipelineConfig config, String run, ProbeMetrics metrics) {
    Prober prober = new Prober(config, run, metrics);
    prober.thread.start();
    return prober;
  }

  private void rounds() {
    while (!closed) {
      try (FramePublisher publisher = publisher();
          ProbeReader reader = new ProbeReader(config.kafka(), settings().patience())) {
        Answer answer = Answer.RIGHT;
        while (!closed && answer == Answer.RIGHT) {
          long start = System.currentTimeMillis();
          answer = round(publisher, reader);
          metrics.ended(answer, System.currentTimeMillis() - start);
          say(answer, "");
          pause(start + settings().interval().toMillis());
        }
      } catch (KafkaException | PublishException | IllegalStateException e) {
        if (!closed) {
          metrics.ended(Answer.LATE, 0);
          say(Answer.LATE, ": " + e.getMessage());
          pause(System.currentTimeMillis() + settings().interval().toMillis());
        }
      }
    }
  }

  private Answer round(FramePublisher publisher, ProbeReader reader) {
    String name = UUID.randomUUID().toString();
    Map<Role, SessionKey> sessions = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      sessions.put(role, Probe.session(run, name, role));
    }
    reader.watch(sessions.values());
    long deadline = System.nanoTime() + settings().patience().toNanos();
    Map<Role, Answer> answers = new EnumMap<>(Role.class);
    int sent = 0;
    long next = System.nanoTime();
    while (answers.size() < sessions.size() && System.nanoTime() < deadline && !closed) {
      if (System.nanoTime() >= next) {
        send(publisher, sessions.values(), sent);
        sent++;
        // Lost frames are made up for, slowly.
        next = System.nanoTime() + (sent < FRAMES ? stepNanos() : 10 * stepNanos());
      }
      take(reader.poll(Duration.ofMillis(20)), sessions, answers);
    }
    for (SessionKey key : sessions.values()) {
      publisher.control(header(key, RecordKind.ENDED, sent));
    }
    if (answers.containsValue(Answer.WRONG)) {
      return Answer.WRONG;
    }
    return answers.size() < sessions.size() ? Answer.LATE : Answer.RIGHT;
  }

  private void send(FramePublisher publisher, Iterable<SessionKey> sessions, int seq) {
    for (SessionKey key : sessions) {
      publisher.publish(
          new EncodedFrame(header(key, RecordKind.FRAME, seq), wall.get(seq % wall.size())));
    }
  }

  private static FrameHeader header(SessionKey key, RecordKind kind, int seq) {
    return FrameHeader.of(key, kind, seq, System.currentTimeMillis(), "image/jpeg");
  }

  private void take(
      Map<String, JsonNode> events, Map<Role, SessionKey> sessions, Map<Role, Answer> answers) {
    sessions.forEach(
        (role, key) -> {
          JsonNode event = events.get(key.asKey());
          String type = event == null ? "" : event.path("type").asText();
          if (event != null && Probe.isAnswer(type) && !answers.containsKey(role)) {
            metrics.decided(event.path("data").path("decisionMillis").asLong());
            answers.put(role, type.equals(role.answer().id()) ? Answer.RIGHT : Answer.WRONG);
          }
        });
  }

  /** So far apart that each frame is due. */
  private long stepNanos() {
    return Math.round(1.2e9 / config.judging().sampling().gatePerSecond());
  }

  /** One line when it begins and one when it is over: an outage is not to fill the log. */
  private void say(Answer answer, String why) {
    if (answer != Answer.RIGHT && !quiet) {
      LOG.warn("the probe's answer is {}{}", answer, why);
    } else if (answer == Answer.RIGHT && quiet) {
      LOG.warn("the probe is answered again");
    }
    quiet = answer != Answer.RIGHT;
  }

  private void pause(long untilMillis) {
    try {
      Thread.sleep(Math.max(0, untilMillis - System.currentTimeMillis()));
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private FramePublisher publisher() {
    Properties properties = KafkaClients.properties(config.kafka());
    String patience = Long.toString(settings().patience().toMillis());
    properties.put("max.block.ms", patience);
    properties.put("request.timeout.ms", patience);
    properties.put("delivery.timeout.ms", Long.toString(settings().patience().toMillis() + 1_000));
    properties.put("batch.size", "16384");
    properties.put("buffer.memory", Integer.toString(1 << 20));
    return new FramePublisher(properties, config.kafka().topics().frames());
  }

  private ProbeSettings settings() {
    return config.operations().probe();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
