package io.livegate.cli.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.job.io.TopicTail;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends media through a running system as sessions in media time, as fast as it can, and collects
 * what becomes of them. The publisher waits for the signals, so nothing is shed and the same input
 * gives the same reports.
 */
public final class JudgeRun implements AutoCloseable {

  public static final String TENANT = "local";

  /** Frames of one session on their way at a time: more than the sampler skips in a row. */
  private static final int IN_FLIGHT = 64;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One input.
   *
   * @param session its name in any output
   * @param source opens it; a {@link SourceException} makes the session unreadable
   * @param tasks to be given to the person in it
   * @param receiver opens what the other side of the call saw of it, null where nobody looked
   */
  public record Input(
      String session, SourceOpener source, List<AskedTask> tasks, @Nullable SourceOpener receiver) {
    public Input {
      tasks = List.copyOf(tasks);
    }

    /** With nobody at the other side. */
    public Input(String session, SourceOpener source, List<AskedTask> tasks) {
      this(session, source, tasks, null);
    }

    /** Without a task. */
    public Input(String session, SourceOpener source) {
      this(session, source, List.of());
    }
  }

  /** How many sessions are published at the same time. */
  public sealed interface Order {

    /** So many; none knows of the others. */
    record Apart(int jobs) implements Order {}

    /** One after the other, each ended before the next begins, which may be compared with it. */
    record Together() implements Order {}
  }

  private final FramePublisher publisher;
  private final int maxFrameBytes;
  private final TopicTail signalsTail;
  private final TopicTail eventsTail;
  private final ExecutorService feeders;
  private final Consumer<String> notes;
  private final Consumer<Signals> measured;
  private final Map<String, SessionTrace> traces = new LinkedHashMap<>();
  private final AtomicLong framesAccounted = new AtomicLong();
  private final boolean together;
  private @Nullable Throwable failure;

  /**
   * @param notes takes one sentence about an input that cannot be read to its end
   */
  public JudgeRun(Target target, Order order, Consumer<String> notes) {
    this(target, order, notes, signals -> {});
  }

  /**
   * @param notes takes one sentence about an input that cannot be read to its end
   * @param measured takes every signals record of these sessions in its session's order, before the
   *     session is handed on; called by one thread
   */
  public JudgeRun(Target target, Order order, Consumer<String> notes, Consumer<Signals> measured) {
    this.together = order instanceof Order.Together;
    this.notes = notes;
    this.measured = measured;
    this.publisher = new FramePublisher(target.clients(), target.topics().frames());
    this.maxFrameBytes = target.maxFrameBytes();
    this.signalsTail = target.signals(this::onSignals, this::fail);
    this.eventsTail = target.events(this::onEvent, this::fail);
    this.feeders =
        Executors.newFixedThreadPool(
            order instanceof Order.Apart apart ? apart.jobs() : 1,
            task -> {
              Thread thread = new Thread(task, "feed");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Judges the inputs and hands each on in input order, as soon as all before it are done. An input
   * that is named twice is judged once and handed on twice. Returns when all were handed on.
   *
   * @param results called by one thread at a time
   * @throws ExecutionException with the reason the system failed
   */
  public void judge(List<Input> inputs, Consumer<JudgedSession> results)
      throws InterruptedException, ExecutionException {
    InOrder<JudgedSession> inOrder = new InOrder<>(results);
    List<CompletableFuture<Void>> handedOn = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int number = i;
      SessionTrace trace = open(inputs.get(i));
      handedOn.add(
          trace
              .report()
              .thenAccept(report -> inOrder.put(number, new JudgedSession(report, trace.strip()))));
    }
    CompletableFuture.allOf(handedOn.toArray(CompletableFuture<?>[]::new)).get();
  }

  /** Frames that met their fate so far, of all sessions. */
  public long framesAccounted() {
    return framesAccounted.get();
  }

  /** Ends every session that is still waited for with this failure: the system is gone. */
  public void fail(Throwable cause) {
    List<SessionTrace> open;
    synchronized (traces) {
      failure = cause;
      open = List.copyOf(traces.values());
    }
    open.forEach(trace -> trace.fail(cause));
  }

  private SessionTrace open(Input input) {
    InFlight inFlight = new InFlight(IN_FLIGHT);
    SessionTrace trace;
    synchronized (traces) {
      SessionTrace known = traces.get(input.session());
      if (known != null) {
        return known;
      }
      trace = new SessionTrace(input.session(), inFlight);
      traces.put(input.session(), trace);
      if (failure != null) {
        trace.fail(failure);
        return trace;
      }
    }
    feeders.execute(
        () -> {
          feed(input, trace, inFlight);
          if (together) {
            trace.awaitEnd();
          } else { // or short files would pile up until the broker drops their frames as too old
            trace.awaitJudged();
          }
        });
    return trace;
  }

  private void feed(Input input, SessionTrace trace, InFlight inFlight) {
    SourceOpener receiver = input.receiver();
    try (FrameSource source = input.source().open();
        FrameSource other = receiver == null ? null : receiver.open()) {
      SessionKey key = new SessionKey(TENANT, input.session());
      Map<Witness, FrameSource> sources = new EnumMap<>(Witness.class);
      sources.put(Witness.SENDER, source);
      if (other != null) {
        sources.put(Witness.RECEIVER, other);
      }
      SourceException brokeOff =
          new MediaFeed(publisher, maxFrameBytes, input.tasks())
              .publish(key, sources, new MediaTime(inFlight));
      if (brokeOff != null) {
        notes.accept("judged only up to where it breaks off: " + brokeOff.getMessage());
      }
    } catch (SourceException e) {
      notes.accept(String.valueOf(e.getMessage()));
      trace.unreadable();
    } catch (IllegalArgumentException e) { // a path that cannot be a session's name
      notes.accept(e.getMessage() + "; rename the file");
      trace.unreadable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      trace.fail(e);
    } catch (RuntimeException | Error e) { // whoever waits must hear of a library that is missing
      trace.fail(e);
    }
  }

  /** Frames carry media time and go as soon as the session's window has room. */
  private record MediaTime(InFlight inFlight) implements MediaFeed.Pace {

    @Override
    public long await(SourceFrame frame) throws InterruptedException {
      inFlight.acquire();
      return frame.mediaMillis();
    }

    @Override
    public long startMillis() {
      return 0;
    }
  }

  private void onSignals(ConsumerRecord<byte[], byte[]> signalsRecord) {
    try {
      Signals signals = SignalsJson.read(signalsRecord.value());
      SessionTrace trace = trace(signals.session());
      if (trace != null) {
        framesAccounted.addAndGet(signals.counts().received());
        measured.accept(signals);
        trace.signals(signals);
      }
    } catch (IOException e) {
      throw new IllegalStateException("livegate.signals holds what is not a signals record", e);
    }
  }

  private void onEvent(ConsumerRecord<byte[], byte[]> eventRecord) {
    String key = new String(eventRecord.key(), StandardCharsets.UTF_8);
    if (!key.startsWith(TENANT + "/")) {
      return; // about the system, not about a session
    }
    SessionTrace trace = trace(key.substring(TENANT.length() + 1));
    if (trace != null) {
      try {
        trace.event(JSON.readTree(eventRecord.value()));
      } catch (IOException e) {
        throw new IllegalStateException("livegate.events holds what is not JSON", e);
      }
    }
  }

  private @Nullable SessionTrace trace(String session) {
    synchronized (traces) {
      return traces.get(session);
    }
  }

  @Override
  public void close() {
    feeders.shutdownNow();
    signalsTail.close();
    eventsTail.close();
    publisher.close();
  }
}
