package io.livegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderedDeliveryTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);
  private static final Reply TAKEN = new Reply(true, "HTTP 200", Duration.ZERO);

  private final MockProducer<String, String> letters =
      new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
  private final Progress progress = new Progress();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<OrderedDelivery> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(OrderedDelivery::close);
  }

  @Test
  void eventsOfASessionArriveInTheirOrderHoweverOftenCallsFail() throws InterruptedException {
    List<Event> taken = new CopyOnWriteArrayList<>();
    Random random = new Random(1);
    OrderedDelivery delivery =
        delivery(
            Duration.ofHours(1),
            event ->
                CompletableFuture.supplyAsync(
                    () -> {
                      if (random.nextInt(3) == 0) {
                        return Reply.failed("HTTP 503");
                      }
                      taken.add(event);
                      return TAKEN;
                    }));
    for (int i = 0; i < 300; i++) {
      offer(delivery, i, "t/s" + i % 7);
    }
    awaitEmpty(delivery);

    assertThat(taken).hasSize(300);
    for (int session = 0; session < 7; session++) {
      String key = "t/s" + session;
      assertThat(taken.stream().filter(each -> each.key().equals(key)).map(Event::offset))
          .isSorted();
    }
    assertThat(delivery.tally().delivered()).isEqualTo(300);
    assertThat(delivery.tally().failedCalls()).isPositive();
    assertThat(delivery.tally().toString()).contains("calls failed (the newest: HTTP 503)");
    assertThat(progress.committable().get(PARTITION).offset()).isEqualTo(300);
  }

  @Test
  void aSessionThatIsStuckDelaysNoOther() throws InterruptedException {
    Set<String> taken = Collections.synchronizedSet(new HashSet<>());
    OrderedDelivery delivery =
        delivery(
            Duration.ofHours(1),
            event -> {
              if (event.key().equals("t/stuck")) {
                return new CompletableFuture<>();
              }
              taken.add(event.id());
              return CompletableFuture.completedFuture(TAKEN);
            });
    offer(delivery, 0, "t/stuck");
    offer(delivery, 1, "t/stuck");
    for (int i = 2; i < 20; i++) {
      offer(delivery, i, "t/s" + i);
    }
    while (taken.size() < 18) {
      Thread.sleep(10);
    }
    assertThat(progress.committable().get(PARTITION).offset()).isZero();
  }

  @Test
  void noMoreCallsAreOpenAtOnceThanConfigured() throws InterruptedException {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    OrderedDelivery delivery =
        delivery(
            Duration.ofHours(1),
            event ->
                CompletableFuture.supplyAsync(
                    () -> {
                      most.accumulateAndGet(open.incrementAndGet(), Math::max);
                      pause();
                      open.decrementAndGet();
                      return TAKEN;
                    }));
    for (int i = 0; i < 50; i++) {
      offer(delivery, i, "t/s" + i);
    }
    awaitEmpty(delivery);
    assertThat(most.get()).isBetween(1, 4);
  }

  @Test
  void whatIsNeverTakenGoesToTheDeadLettersAndTheNextFollows() throws InterruptedException {
    List<String> taken = new CopyOnWriteArrayList<>();
    OrderedDelivery delivery =
        delivery(
            Duration.ofMillis(30),
            event -> {
              if (event.offset() == 0) {
                return CompletableFuture.completedFuture(Reply.failed("HTTP 410"));
              }
              taken.add(event.id());
              return CompletableFuture.completedFuture(TAKEN);
            });
    offer(delivery, 0, "t/s");
    offer(delivery, 1, "t/s");
    awaitEmpty(delivery);

    assertThat(taken).containsExactly("id1");
    assertThat(problems).singleElement().asString().contains("event id0 given up").contains("410");
    assertThat(letters.history())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo("t/s");
              assertThat(letter.value()).isEqualTo("{\"offset\":0}");
              assertThat(new String(letter.headers().lastHeader("lg-reason").value()))
                  .isEqualTo("HTTP 410");
            });
  }

  @Test
  void withDeadLettersThatCannotBeWrittenTheEventStaysPending() throws InterruptedException {
    letters.sendException = new IllegalStateException("no broker");
    AtomicInteger calls = new AtomicInteger();
    OrderedDelivery delivery =
        delivery(
            Duration.ZERO,
            event -> {
              calls.incrementAndGet();
              return CompletableFuture.completedFuture(Reply.failed("HTTP 500"));
            });
    offer(delivery, 0, "t/s");
    while (calls.get() < 3) {
      Thread.sleep(5);
    }
    assertThat(delivery.waiting()).isEqualTo(1);
    assertThat(progress.committable()).containsOnlyKeys(PARTITION);
    assertThat(progress.committable().get(PARTITION).offset()).isZero();
  }

  private OrderedDelivery delivery(
      Duration giveUpAfter, Function<Event, CompletableFuture<Reply>> caller) {
    WebhookConfig config =
        new WebhookConfig(
            List.of(),
            Duration.ofSeconds(1),
            4,
            Duration.ofMillis(2),
            Duration.ofMillis(10),
            giveUpAfter,
            "letters");
    OrderedDelivery delivery =
        new OrderedDelivery(
            "test",
            config,
            caller,
            new DeadLetters("letters", letters),
            progress,
            Clock.systemUTC(),
            problems::add);
    opened.add(delivery);
    return delivery;
  }

  private void offer(OrderedDelivery delivery, long offset, String key) {
    Event event =
        new Event(
            PARTITION,
            offset,
            key,
            "id" + offset,
            "io.livegate.session.refused",
            "t",
            false,
            "{\"offset\":" + offset + "}");
    progress.pending(event);
    delivery.offer(event);
  }

  private static void awaitEmpty(OrderedDelivery delivery) throws InterruptedException {
    while (delivery.waiting() > 0) {
      Thread.sleep(10);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
