package io.livegate.webhook;

import io.livegate.job.config.KafkaConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workers of all endpoints, a thread each. */
public final class WebhookSender implements AutoCloseable {

  private final DeadLetters deadLetters;
  private final List<EndpointWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private WebhookSender(
      KafkaConfig kafka, WebhookConfig config, boolean letters, Consumer<String> problems) {
    this.deadLetters = DeadLetters.open(kafka, config.deadLetters());
    String topic = letters ? config.deadLetters() : kafka.topics().events();
    for (Endpoint endpoint : config.endpoints()) {
      workers.add(
          new EndpointWorker(
              kafka, config, endpoint, topic, letters, deadLetters, Clock.systemUTC(), problems));
    }
  }

  /**
   * Starts sending.
   *
   * @param letters false: what comes on the events topic, until closed. true: the dead letters
   *     there are, once more; {@link #isFinished} then tells when all are settled
   * @param problems is told, from any thread, what an operator should know; a sentence without a
   *     full stop
   * @throws IllegalStateException if the broker cannot be used
   */
  public static WebhookSender start(
      KafkaConfig kafka, WebhookConfig config, boolean letters, Consumer<String> problems) {
    WebhookSender sender = new WebhookSender(kafka, config, letters, problems);
    for (EndpointWorker worker : sender.workers) {
      Thread thread = new Thread(worker, "webhooks-reader-" + worker.endpoint().tenant());
      thread.setUncaughtExceptionHandler((unused, e) -> sender.failure.compareAndSet(null, e));
      sender.threads.add(thread);
      thread.start();
    }
    return sender;
  }

  /** Why a worker ended that should not have; null while all is well. */
  public @Nullable Throwable failure() {
    return failure.get();
  }

  public boolean isFinished() {
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /** By tenant, in the order of the configuration. */
  public Map<String, Tally> tallies() {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    workers.forEach(worker -> tallies.put(worker.endpoint().tenant(), worker.tally()));
    return tallies;
  }

  @Override
  public void close() {
    workers.forEach(EndpointWorker::close);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deadLetters.close();
  }
}
