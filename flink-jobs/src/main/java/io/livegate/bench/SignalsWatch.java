package io.livegate.bench;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.io.KafkaClients;
import io.livegate.job.io.TopicTail;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Hands on the signals of the bench's own sessions as they come. */
final class SignalsWatch implements AutoCloseable {

  private final TopicTail tail;

  /** Completed exceptionally when the topic cannot be read any more. */
  private final CompletableFuture<Void> failure = new CompletableFuture<>();

  /**
   * @param taker called by one thread
   */
  SignalsWatch(KafkaConfig kafka, TopicTail.Visibility visibility, Consumer<Signals> taker) {
    tail =
        TopicTail.start(
            KafkaClients.properties(kafka),
            kafka.topics().signals(),
            visibility,
            each -> take(each.value(), taker),
            failure::completeExceptionally);
  }

  private static void take(byte[] json, Consumer<Signals> taker) {
    try {
      Signals signals = SignalsJson.read(json);
      if (signals.tenant().equals(Workload.TENANT)) {
        taker.accept(signals);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the signals topic holds what is not a signals record", e);
    }
  }

  /**
   * @throws java.util.concurrent.CompletionException with the reason why it reads no further
   */
  void requireReading() {
    failure.getNow(null);
  }

  @Override
  public void close() {
    tail.close();
  }
}
