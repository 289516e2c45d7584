package io.livegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.drill.CommittedReader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.EventType;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Reads along while the drill goes on, and remembers what the platform would act on. */
final class Follower implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Set<String> TERMINAL =
      Set.of(EventType.REFUSED.id(), EventType.DISCONNECTED.id(), EventType.BANNED.id());

  private final Map<SessionKey, Long> admitted = new ConcurrentHashMap<>();
  private final Map<SessionKey, Long> over = new ConcurrentHashMap<>();
  private final Set<SessionKey> ended = ConcurrentHashMap.newKeySet();
  private final CommittedReader reader;
  private final Thread thread;
  private volatile boolean closed;
  private volatile long newestFrameMillis;

  Follower(PipelineConfig config) {
    this.reader = new CommittedReader(config);
    this.thread = new Thread(this::follow, "follow");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void follow() {
    while (!closed) {
      try {
        reader.poll(POLL, this::signal, this::event);
      } catch (InterruptException e) {
        return;
      } catch (KafkaException e) {
        // The broker is away; the next poll tries again.
      }
    }
  }

  private void signal(byte[] value) {
    try {
      Signals signals = SignalsJson.read(value);
      if (signals.kind() == RecordKind.FRAME && signals.atMillis() > newestFrameMillis) {
        newestFrameMillis = signals.atMillis();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void event(byte[] value) {
    JsonNode event = parse(value);
    JsonNode data = event.path("data");
    if (!data.has("session")) {
      return;
    }
    SessionKey key = new SessionKey(data.path("tenant").asText(), data.path("session").asText());
    String type = event.path("type").asText();
    long now = System.currentTimeMillis();
    if (type.equals(EventType.ADMITTED.id())) {
      admitted.putIfAbsent(key, now);
    } else if (isTerminal(type)) {
      over.putIfAbsent(key, now);
    } else if (type.equals(EventType.ENDED.id())) {
      ended.add(key);
    }
  }

  static JsonNode parse(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an event of this type stops its session. */
  static boolean isTerminal(String type) {
    return TERMINAL.contains(type);
  }

  /** When it was seen that the session may come in; null: not yet. */
  @Nullable Long admittedAt(SessionKey key) {
    return admitted.get(key);
  }

  /** When its terminal action was seen; null: not yet. */
  @Nullable Long overAt(SessionKey key) {
    return over.get(key);
  }

  /** Sessions whose last word was read. */
  Set<SessionKey> ended() {
    return ended;
  }

  /** When the broker received the newest frame of which the judgement is committed. */
  long newestFrameMillis() {
    return newestFrameMillis;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(Duration.ofSeconds(20).toMillis());
    reader.close();
  }
}
