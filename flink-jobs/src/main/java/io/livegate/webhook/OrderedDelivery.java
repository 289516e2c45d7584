package io.livegate.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of one endpoint: those of one session one after the other, those of different
 * sessions side by side. An event is sent until it is taken or, after too long, lies with the dead
 * letters; only then does the next of its session follow. {@link #offer} may be called from any
 * thread; everything else happens on one thread of its own.
 */
final class OrderedDelivery implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrderedDelivery.class);

  /** One session's events, the first of them being sent. */
  private static final class Line {
    private final Deque<Event> events = new ArrayDeque<>();
    private int failures;
    private long firstCallMillis;
  }

  private final WebhookConfig config;
  private final Function<Event, CompletableFuture<Reply>> caller;
  private final DeadLetters deadLetters;
  private final Progress progress;
  private final Clock clock;
  private final Consumer<String> problems;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Backoff backoff;
  private final ScheduledExecutorService thread;

  private final Map<String, Line> lines = new HashMap<>();
  private final Deque<String> ready = new ArrayDeque<>();
  private int calls;

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failedCalls = new AtomicLong();
  private final AtomicLong givenUp = new AtomicLong();
  private volatile @Nullable String lastFailure;

  OrderedDelivery(
      String name,
      WebhookConfig config,
      Function<Event, CompletableFuture<Reply>> caller,
      DeadLetters deadLetters,
      Progress progress,
      Clock clock,
      Consumer<String> problems) {
    this.config = config;
    this.caller = caller;
    this.deadLetters = deadLetters;
    this.progress = progress;
    this.clock = clock;
    this.problems = problems;
    this.backoff = new Backoff(config.firstWait(), config.longestWait());
    this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
  }

  /** Takes an event; {@link Progress} knows of it already. */
  void offer(Event event) {
    waiting.incrementAndGet();
    thread.execute(() -> enqueue(event));
  }

  /** Events that are not settled yet. */
  int waiting() {
    return waiting.get();
  }

  Tally tally() {
    return new Tally(delivered.get(), failedCalls.get(), lastFailure, givenUp.get(), waiting.get());
  }

  private void enqueue(Event event) {
    Line line = lines.computeIfAbsent(event.key(), unused -> new Line());
    line.events.add(event);
    if (line.events.size() == 1) {
      ready.add(event.key());
      startCalls();
    }
  }

  private void startCalls() {
    while (calls < config.sessionsAtOnce() && !ready.isEmpty()) {
      String key = ready.remove();
      Line line = lines.get(key);
      if (line != null) {
        call(key, line);
      }
    }
  }

  private void call(String key, Line line) {
    Event event = line.events.element();
    calls++;
    if (line.failures == 0) {
      line.firstCallMillis = clock.millis();
    }
    caller
        .apply(event)
        .thenAccept(
            reply ->
                thread.execute(
                    () -> {
                      calls--;
                      answered(key, line, event, reply);
                      startCalls();
                    }));
  }

  private void answered(String key, Line line, Event event, Reply reply) {
    if (reply.taken()) {
      delivered.incrementAndGet();
      settled(key, line, event);
      return;
    }
    failedCalls.incrementAndGet();
    lastFailure = reply.why();
    line.failures++;
    if (clock.millis() - line.firstCallMillis < config.giveUpAfter().toMillis()) {
      Duration wait = backoff.after(line.failures, reply.askedWait(), random);
      LOG.debug("event {} not taken: {}; again in {}", event.id(), reply.why(), wait);
      again(key, wait);
    } else {
      giveUp(key, line, event, reply);
    }
  }

  private void giveUp(String key, Line line, Event event, Reply reply) {
    deadLetters
        .write(event, line.failures, reply.why())
        .whenComplete(
            (unused, failure) ->
                thread.execute(
                    () -> {
                      if (failure == null) {
                        problems.accept(
                            "event "
                                + event.id()
                                + " given up after "
                                + line.failures
                                + " calls: "
                                + reply.why()
                                + "; it lies in "
                                + config.deadLetters());
                        givenUp.incrementAndGet();
                        settled(key, line, event);
                        startCalls();
                      } else {
                        // Nowhere to put it: it stays with us.
                        problems.accept(config.deadLetters() + " cannot be written to: " + failure);
                        again(key, config.longestWait());
                      }
                    }));
  }

  private void again(String key, Duration wait) {
    thread.schedule(
        () -> {
          ready.add(key);
          startCalls();
        },
        wait.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void settled(String key, Line line, Event event) {
    progress.settled(event);
    waiting.decrementAndGet();
    line.events.remove();
    line.failures = 0;
    if (line.events.isEmpty()) {
      lines.remove(key);
    } else {
      ready.add(key);
    }
  }

  /** Stops at once: what is not settled is sent again by who reads on from {@link Progress}. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
