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
  private final int maxFrameBytes;
  private final TopicTail signalsTail;
  private final TopicTail eventsTail;

  /** By {@link SessionKey#asKey}. */
  private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;

  public LiveFeeds(Target target) {
    publisher = new FramePublisher(target.clients(), target.topics().frames());
    maxFrameBytes = target.maxFrameBytes();
    signalsTail = target.signals(this::onSignals, this::fail);
    eventsTail = target.events(this::onEvent, this::fail);
  }

  /**
   * A session that {@link #start} begins.
   *
   * @throws IllegalArgumentException if there is one of this name already
   */
  public LiveSession announce(SessionKey key, String about) {
    LiveSession session = new LiveSession(key, about);
    if (sessions.putIfAbsent(key.asKey(), session) != null) {
      throw new IllegalArgumentException("there is a session '" + key.session() + "' already");
    }
    Throwable cause = failure;
    if (cause != null) {
      session.fail(String.valueOf(cause.getMessage()));
    }
    return session;
  }

  /**
   * Publishes on a thread of its own.
   *
   * @param limitMillis the session ends there at the latest; {@link Long#MAX_VALUE} for no limit
   */
  public void start(
      LiveSession session, SourceOpener opener, long limitMillis, Consumer<String> notes) {
    Thread thread =
        new Thread(() -> feed(session, opener, limitMillis, notes), "feed-" + session.session());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Why the system is gone; null while it is there. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Ends every session at its next frame. */
  public void stop() {
    stopping = true;
  }

  /** The system is gone: nothing more will come of any session. */
  public void fail(Throwable cause) {
    failure = cause; // for those announced from now on
    stopping = true;
    sessions.values().forEach(session -> session.fail(String.valueOf(cause.getMessage())));
  }

  private void feed(
      LiveSession session, SourceOpener opener, long limitMillis, Consumer<String> notes) {
    try (FrameSource source = opener.open()) {
      SourceException brokeOff =
          new MediaFeed(publisher, maxFrameBytes)
              .publish(
                  session.key(),
                  source,
                  new RealTimePace(source.info(), () -> stopping || session.cutOff(), limitMillis));
      if (brokeOff != null) {
        notes.accept(String.valueOf(brokeOff.getMessage()));
      }
    } catch (SourceException | RuntimeException | Error e) {
      session.fail(String.valueOf(e.getMessage()));
      notes.accept(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      session.fail("stopped");
    }
  }

  private void onSignals(ConsumerRecord<byte[], byte[]> signalsRecord) {
    try {
      Signals signals = SignalsJson.read(signalsRecord.value());
      LiveSession session =
          sessions.get(new SessionKey(signals.tenant(), signals.session()).asKey());
      if (session != null) {
        session.signals(signals);
      }
    } catch (IOException e) {
      throw new IllegalStateException("livegate.signals holds what is not a signals record", e);
    }
  }

  private void onEvent(ConsumerRecord<byte[], byte[]> eventRecord) {
    byte[] key = eventRecord.key();
    LiveSession session =
        key == null ? null : sessions.get(new String(key, StandardCharsets.UTF_8));
    if (session != null) {
      try {
        session.event(JSON.readTree(eventRecord.value()));
      } catch (IOException e) {
        throw new IllegalStateException("livegate.events holds what is not JSON", e);
      }
    }
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
