package io.livegate.job;

import static io.livegate.job.PipelineFixture.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.Witness;
import io.livegate.job.JobFixture.Between;
import io.livegate.job.config.PipelineConfig;
import io.livegate.signal.FrameFate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds whatever happens: actions exactly once, and an account of every frame. */
@Timeout(600)
class PromisesIT {

  private static final int SESSIONS = 20;

  @TempDir static Path folder;
  private static JobFixture jobs;

  @BeforeAll
  static void start() {
    jobs = new JobFixture(folder);
  }

  @AfterEach
  void letGo() {
    FakeJudge.hang(false);
  }

  @AfterAll
  static void stop() throws Exception {
    jobs.close();
  }

  @Test
  void failuresAtTheWorstMomentsLoseAndDoubleNoActionAndTheIdsStayTheSame() throws Exception {
    long before = adminClients();
    Map<String, List<String>> undisturbed = actions("calm", false);
    Map<String, List<String>> disturbed = actions("storm", true);

    assertThat(undisturbed).hasSize(SESSIONS);
    assertThat(disturbed).isEqualTo(undisturbed);
    assertThat(FakeJudge.fatalLeft()).isZero();
    assertThat(transactionOfTheLastSignals("storm")).isEqualTo(transactionOfTheEnd("storm"));
    JobFixture.await("no admin client outlives its task", () -> adminClients() <= before);
  }

  private static long adminClients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread"))
        .count();
  }

  /** Type and id of every event, by session. */
  private static Map<String, List<String>> actions(String name, boolean disturbed)
      throws InterruptedException {
    PipelineConfig config =
        jobs.config(
            name,
            """
            time: broker
            sampling: {gatePerSecond: 200, gateDuration: 600s}
            scheduler: {maxFrameAge: 1m, maxWait: 1m}
            checkpoint: {interval: 200ms, parallelism: 2, restartDelay: 100ms}
            """);
    FakeJudge.armFatal(disturbed ? 1 : 0);
    Saboteur.BEFORE_COMMIT.set(disturbed ? 2 : 0);
    Saboteur.IN_CHECKPOINT.set(disturbed ? 1 : 0);
    Between sabotage =
        new Between(s -> s, s -> s.map(new Saboteur(folder)).uid("saboteur").name("saboteur"));
    try (Platform platform = jobs.platform(config)) {
      jobs.start(config, FakeJudge.factory(), sabotage, null);
      int frames = 0;
      // The saboteur's failure in a checkpoint comes after its others.
      while (frames < 60 || Saboteur.IN_CHECKPOINT.get() > 0 || FakeJudge.fatalLeft() > 0) {
        for (int s = 0; s < SESSIONS; s++) {
          int healthy = s % 2 == 0 ? FakeJudge.PERSON : FakeJudge.NOBODY;
          // One failure at a time: this one would blur where the saboteur's were restored from.
          boolean fatal = frames >= 25 && s == 6 && Saboteur.BEFORE_COMMIT.get() == 0;
          int what = fatal ? FakeJudge.FATAL : healthy;
          platform.send(session(s), frames, 50L * frames, what);
        }
        frames++;
        assertThat(frames).as("not all failures happened").isLessThan(2000);
        // What is left to happen then waits for a slow machine, which wants no more frames.
        Thread.sleep(frames < 60 ? 50 : 200);
      }
      for (int s = 0; s < SESSIONS; s++) {
        platform.end(session(s), frames, 50L * frames);
      }
      platform.awaitEnded(SESSIONS);
      platform.drain(Duration.ofSeconds(1));
      for (int s = 0; s < SESSIONS; s++) {
        JsonNode counts = platform.framesOf(session(s));
        assertThat(counts.path("received").asLong()).as("%s", counts).isEqualTo(frames);
      }
      assertThat(platform.signals.stream().map(PromisesIT::frame)).doesNotHaveDuplicates();
      jobs.cancel();
      return platform.events.entrySet().stream()
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey,
                  e ->
                      e.getValue().stream()
                          .map(v -> v.path("type").asText() + " " + v.path("id").asText())
                          .toList(),
                  (a, b) -> a,
                  TreeMap::new));
    }
  }

  private static String frame(JsonNode signals) {
    return signals.path("session").asText()
        + signals.path("kind").asText()
        + signals.path("seq").asLong();
  }

  private static Map<String, String> transactionOfTheLastSignals(String name) throws IOException {
    return transactions(name + ".signals", "/session", "/kind", "ENDED");
  }

  private static Map<String, String> transactionOfTheEnd(String name) throws IOException {
    return transactions(name + ".events", "/data/session", "/type", "io.livegate.session.ended");
  }

  /** By session: the committed transaction of the record of this kind. */
  private static Map<String, String> transactions(
      String topic, String sessionAt, String kindAt, String kind) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (BrokerLog.Written written : BrokerLog.of(jobs.broker.folder(), topic)) {
      JsonNode record = new ObjectMapper().readTree(written.value());
      if (record.at(kindAt).asText().equals(kind)) {
        // An aborted one comes again; the last one counts.
        found.put(record.at(sessionAt).asText(), written.producer() + "/" + written.epoch());
      }
    }
    assertThat(found).as(topic).hasSize(SESSIONS);
    return found;
  }

  @Test
  void everyFrameIsAccountedForUnderOverloadFailureGapsAndAChangeOfParallelism() throws Exception {
    PipelineConfig two = jobs.config("account", overloaded(2));
    PipelineConfig four = jobs.config("account", overloaded(4));
    FakeJudge.armFatal(1);
    try (Platform platform = jobs.platform(two)) {
      jobs.start(two, FakeJudge.factory(), Between.NOTHING, null);
      long sent = 0;
      for (int i = 0; i < 60; i++) {
        for (int s = 0; s < SESSIONS; s++) {
          platform.send(session(s), i, i, i >= 30 && s == 7 ? FakeJudge.FATAL : what(i, s));
          sent++;
        }
        platform.send(session(1), i, i, FakeJudge.PERSON); // said twice
        sent++;
        Thread.sleep(20);
      }
      // On a slow machine all of those were shed; quiet now, the queue takes one.
      for (int i = 60; i < 100 && FakeJudge.fatalLeft() > 0; i++) {
        platform.send(session(7), i, i, FakeJudge.FATAL);
        sent++;
        Thread.sleep(200);
      }
      platform.sendRaw(two.kafka().topics().frames(), "no tenant", new byte[3]);
      sent++;
      assertAccount(sent, 0);
      assertThat(FakeJudge.fatalLeft()).as("the failure happened").isZero();
      for (FrameFate fate : List.of(FrameFate.FULL, FrameFate.SUPERSEDED, FrameFate.DUPLICATE)) {
        assertThat(fate(fate)).as("%s", fate).isPositive();
      }
      assertThat(TestMetrics.sum("livegate.framesUnaddressed")).isEqualTo(1);
      long lostBefore = fate(FrameFate.LOST);

      // One hangs for as long as the savepoint takes; all others are read, or a deletion of those
      // after the savepoint would take them too.
      FakeJudge.hang(true);
      for (int s = 0; s < SESSIONS; s++) {
        platform.send(session(s), 100, 100, FakeJudge.HANGS);
        sent++;
      }
      long sentBefore = sent;
      JobFixture.await(
          "all frames read, one in flight",
          () ->
              TestMetrics.sum("livegate.framesReceived") == sentBefore && FakeJudge.caught() == 1);
      String savepoint = jobs.stopWithSavepoint();
      FakeJudge.hang(false);
      Map<TopicPartition, Long> read = ends(platform, two);
      for (int i = 200; i < 210; i++) {
        for (int s = 0; s < SESSIONS; s++) {
          platform.send(session(s), i, i, FakeJudge.PERSON);
          sent++;
        }
      }
      platform.publisher.flush();
      long deleted = deleteFive(platform, read);

      jobs.start(four, FakeJudge.factory(), Between.NOTHING, savepoint);
      assertAccount(sent - deleted, deleted);
      assertThat(fate(FrameFate.LOST)).as("in flight at the savepoint").isGreaterThan(lostBefore);
      for (int i = 300; i < 310; i++) {
        for (int s = 0; s < SESSIONS; s++) {
          platform.send(session(s), i, i, FakeJudge.PERSON);
          sent++;
        }
        Thread.sleep(100);
      }
      for (int s = 0; s < SESSIONS; s++) {
        platform.end(session(s), 400, 400);
      }
      platform.awaitEnded(SESSIONS);
      assertAccount(sent - deleted, deleted);
      for (int s = 0; s < SESSIONS; s++) {
        assertThat(platform.typesOf(session(s)))
            .as("the evidence of session %s moved with it", s)
            .containsExactly("session.admitted", "session.ended");
      }
      jobs.cancel();
    }
  }

  @Test
  void strikesBansAndReviewsHappenOnceWhateverRestartsInBetween() throws Exception {
    PipelineConfig config =
        jobs.config(
            "strikes",
            """
            sampling: {gatePerSecond: 200, gateDuration: 600s}
            scheduler: {maxFrameAge: 1m, maxWait: 1m}
            checkpoint: {interval: 200ms, parallelism: 2, restartDelay: 100ms}
            """);
    try (Platform platform = jobs.platform(config)) {
      jobs.start(config, FakeJudge.factory(), Between.NOTHING, null);
      platform.publishPolicy("default", PipelineFixture.POLICY + DISCONNECT_AND_STRIKES);
      platform.await(() -> platform.events.containsKey("policy"));

      JsonNode first = disconnected(platform, 1);
      String savepoint = jobs.stopWithSavepoint();
      jobs.start(config, FakeJudge.factory(), Between.NOTHING, savepoint);
      disconnected(platform, 2);
      FakeJudge.armFatal(1);
      platform.send(session(9), 0, 0, FakeJudge.FATAL);
      JobFixture.await("the failure", () -> FakeJudge.fatalLeft() == 0);
      disconnected(platform, 3);
      platform.await(() -> typesOf(platform, 3).contains("device.banned"));

      platform.review(first, "overturned", "ann");
      platform.await(() -> typesOf(platform, 3).contains("device.unbanned"));
      platform.review(first, "overturned", "ann");
      platform.await(
          () -> typesOf(platform, 1).stream().filter("review.recorded"::equals).count() == 2);
      platform.drain(Duration.ofSeconds(1));
      jobs.cancel();

      assertThat(typesOf(platform, 1))
          .containsExactly(
              "session.admitted",
              "session.disconnected",
              "review.recorded",
              "action.superseded",
              "review.recorded");
      assertThat(typesOf(platform, 2)).containsExactly("session.admitted", "session.disconnected");
      assertThat(typesOf(platform, 3))
          .containsExactly(
              "session.admitted",
              "session.disconnected",
              "device.banned",
              "action.superseded",
              "device.unbanned");
    }
  }

  @Test
  void aSinkThatStartsLeavesTheTransactionsOfOthersAlone() throws Exception {
    PipelineConfig config =
        jobs.config("sinks", "time: broker\npolicy: {breaker: {enabled: false}}");
    try (Platform platform = jobs.platform(config);
        KafkaProducer<byte[], byte[]> breaker = producer(platform, "sinks/breaker-0-1");
        KafkaProducer<byte[], byte[]> neighbour = producer(platform, "sinks-eu/out-0-1")) {
      for (KafkaProducer<byte[], byte[]> other : List.of(breaker, neighbour)) {
        other.initTransactions();
        other.beginTransaction();
        other
            .send(
                new ProducerRecord<>(
                    config.kafka().topics().policies(), Platform.utf8("none"), Platform.utf8("{}")))
            .get();
      }
      jobs.start(config, FakeJudge.factory(), Between.NOTHING, null);
      platform.send(session(0), 0, 0, FakeJudge.PERSON);
      platform.await(() -> !platform.signals.isEmpty());
      jobs.cancel();

      assertThatNoException().isThrownBy(breaker::commitTransaction);
      assertThatNoException().isThrownBy(neighbour::commitTransaction);
    }
  }

  /**
   * @param name as the connector names transactions: of the sink, of the subtask, a number
   */
  private static KafkaProducer<byte[], byte[]> producer(Platform platform, String name) {
    Properties properties = platform.clients();
    properties.put("transactional.id", name);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static final String DISCONNECT_AND_STRIKES =
      """
        - id: gone
          phase: admitted
          when: [{signal: face.present, below: 0.5, hits: 3, of: 4, within: 60s}]
          effect: disconnect
          verdict: NO_FACE
          reason: NO_FACE
      strikes: {for: [disconnect], at: 3, within: 30d, expires: 7d}
      """;

  private static List<String> typesOf(Platform platform, int session) {
    return platform.typesOf(session(session));
  }

  /** A session of the one device, let in and thrown out. */
  private static JsonNode disconnected(Platform platform, int session) {
    AtomicInteger seq = new AtomicInteger();
    for (int what : List.of((int) FakeJudge.PERSON, (int) FakeJudge.NOBODY)) {
      String wanted = what == FakeJudge.PERSON ? "session.admitted" : "session.disconnected";
      platform.await(
          () -> {
            EncodedFrame frame =
                Platform.frame(session(session), seq.getAndIncrement(), 0, what, 2_000);
            FrameHeader h = frame.header();
            FrameHeader ofDevice =
                new FrameHeader(
                    h.key(),
                    h.kind(),
                    null,
                    "one device",
                    h.seq(),
                    System.currentTimeMillis(),
                    Witness.SENDER,
                    h.contentType());
            platform.send(new EncodedFrame(ofDevice, frame.bytes()));
            return typesOf(platform, session).contains(wanted);
          });
    }
    List<JsonNode> events = platform.events.get(session(session).session());
    return events.get(events.size() - 1);
  }

  private static String overloaded(int parallelism) {
    return """
        time: broker
        sampling: {gatePerSecond: 200, gateDuration: 600s}
        scheduler: {workers: 1, capacity: 4, timeout: 5m, maxFrameAge: 1m, maxWait: 300ms}
        checkpoint: {interval: 200ms, parallelism: %d, restartDelay: 100ms}
        """
        .formatted(parallelism);
  }

  private static int what(int frame, int session) {
    if (frame % 20 == 7) {
      return FakeJudge.BROKEN_PIXELS;
    }
    return session % 5 == 0 && frame % 10 == 0 ? FakeJudge.SLOW : FakeJudge.PERSON;
  }

  private static long fate(FrameFate fate) {
    return TestMetrics.sum("fate." + fate.name().toLowerCase(Locale.ROOT) + ".frames");
  }

  /** A task that starts again has its tally a moment before it has its frames in flight. */
  private static void assertAccount(long received, long lostToRetention) {
    JobFixture.await(
        () ->
            "all of %d frames have their fate; received %d, in flight %d, unaccounted %d"
                .formatted(
                    received,
                    TestMetrics.sum("livegate.framesReceived"),
                    TestMetrics.sum("livegate.framesInFlight"),
                    TestMetrics.sum("livegate.framesUnaccounted")),
        () ->
            TestMetrics.sum("livegate.framesReceived") >= received
                && TestMetrics.sum("livegate.framesInFlight") == 0
                && TestMetrics.sum("livegate.framesUnaccounted") == 0);
    assertThat(TestMetrics.sum("livegate.framesReceived")).isEqualTo(received);
    assertThat(TestMetrics.sum("livegate.framesLostToRetention")).isEqualTo(lostToRetention);
    long fates = 0;
    for (FrameFate fate : FrameFate.values()) {
      fates += fate(fate);
    }
    assertThat(fates).isEqualTo(received);
  }

  private static Map<TopicPartition, Long> ends(Platform platform, PipelineConfig config)
      throws Exception {
    platform.publisher.flush();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int i = 0; i < config.kafka().partitions(); i++) {
      latest.put(new TopicPartition(config.kafka().topics().frames(), i), OffsetSpec.latest());
    }
    try (Admin admin = Admin.create(platform.clients())) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin.listOffsets(latest).all().get().forEach((p, info) -> ends.put(p, info.offset()));
      return ends;
    }
  }

  /** Deletes five records a partition that nobody has read, as the broker does with old ones. */
  private static long deleteFive(Platform platform, Map<TopicPartition, Long> read)
      throws Exception {
    Map<TopicPartition, RecordsToDelete> upTo = new HashMap<>();
    List<TopicPartition> used = new ArrayList<>();
    try (Admin admin = Admin.create(platform.clients())) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      read.keySet().forEach(p -> latest.put(p, OffsetSpec.latest()));
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach(
              (p, info) -> {
                if (info.offset() > read.get(p) + 5 && read.get(p) > 0) {
                  used.add(p);
                  upTo.put(p, RecordsToDelete.beforeOffset(read.get(p) + 5));
                }
              });
      admin.deleteRecords(upTo).all().get();
    }
    assertThat(used).isNotEmpty();
    return 5L * used.size();
  }
}
