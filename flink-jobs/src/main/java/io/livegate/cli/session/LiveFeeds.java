package io.livegate.cli.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.io.TopicTail;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes sources in real time into a running system, as a platform would, and keeps what is
 * known of each session. Like a platform it carries decisions out: a session that is refused,
 * disconnected or banned is ended.
 */
public final class LiveFeeds implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FramePublisher publisher;
  private final TopicTail signalsTail;
  private final TopicTail eventsTail;
  private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  public LiveFeeds(JudgeRun.Target target) {
    publisher = new FramePublisher(target.clients(), target.topics().frames());
    signalsTail = target.signals(this::onSignals, this::fail);
    eventsTail = target.events(this::onEvent, this::fail);
  }

  /**
   * Publishes on a thread of its own.
   *
   * @param delayMillis the session begins that much later
   * @param limitMillis the session ends there at the latest; {@link Long#MAX_VALUE} for no limit
   * @throws IllegalArgumentException if the name cannot be a session's, or is taken
   */
  public LiveSession start(
      String name,
      String about,
      SourceOpener opener,
      long delayMillis,
      long limitMillis,
      Consumer<String> notes) {
    SessionKey key = new SessionKey(JudgeRun.TENANT, name);
    LiveSession session = new LiveSession(name, about);
    if (sessions.putIfAbsent(name, session) != null) {
      throw new IllegalArgumentException("there is a session '" + name + "' already");
    }
    Thread thread =
        new Thread(
            () -> feed(key, session, opener, delayMillis, limitMillis, notes), "feed-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return session;
  }

  /** Ends every session at its next frame. */
  public void stop() {
    stopping = true;
  }

  /** The system is gone: nothing more will come of any session. */
  public void fail(Throwable cause) {
    stopping = true;
    sessions.values().forEach(session -> session.fail(String.valueOf(cause.getMessage())));
  }

  private void feed(
      SessionKey key,
      LiveSession session,
      SourceOpener opener,
      long delayMillis,
      long limitMillis,
      Consumer<String> notes) {
    if (!delay(delayMillis)) {
      session.fail("stopped before it began");
      return;
    }
    try (FrameSource source = opener.open()) {
      SourceException brokeOff =
          new MediaFeed(publisher)
              .publish(
                  key,
                  source,
                  new RealTimePace(source.info(), () -> stopping || session.cutOff(), limitMillis));
      if (brokeOff != null) {
        notes.accept(String.valueOf(brokeOff.getMessage()));
      }
    } catch (SourceException | RuntimeException e) {
      session.fail(String.valueOf(e.getMessage()));
      notes.accept(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      session.fail("stopped");
    }
  }

  /** Waits; false when everything was stopped meanwhile. */
  private boolean delay(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (!stopping && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      return !stopping;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void onSignals(ConsumerRecord<byte[], byte[]> signalsRecord) {
    try {
      Signals signals = SignalsJson.read(signalsRecord.value());
      LiveSession session = sessions.get(signals.session());
      if (session != null && signals.tenant().equals(JudgeRun.TENANT)) {
        session.signals(signals);
      }
    } catch (IOException e) {
      throw new IllegalStateException("livegate.signals holds what is not a signals record", e);
    }
  }

  private void onEvent(ConsumerRecord<byte[], byte[]> eventRecord) {
    LiveSession session = session(eventRecord.key());
    if (session != null) {
      try {
        session.event(JSON.readTree(eventRecord.value()));
      } catch (IOException e) {
        throw new IllegalStateException("livegate.events holds what is not JSON", e);
      }
    }
  }

  private @Nullable LiveSession session(byte @Nullable [] recordKey) {
    String key = recordKey == null ? "" : new String(recordKey, StandardCharsets.UTF_8);
    String prefix = JudgeRun.TENANT + "/";
    return key.startsWith(prefix) ? sessions.get(key.substring(prefix.length())) : null;
  }

  @Override
  public void close() {
    stopping = true;
    threads.forEach(Thread::interrupt);
    signalsTail.close();
    eventsTail.close();
    publisher.close();
  }
}
