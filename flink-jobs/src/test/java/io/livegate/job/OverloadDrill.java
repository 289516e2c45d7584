package io.livegate.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.evaluate.stats.Percentile;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.JobFixture.Between;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.FrameJudge;
import io.livegate.job.judge.LaneNotice;
import io.livegate.signal.FrameFate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three times as many frames as can be judged, and one session that sends a hundred times as many
 * as the others. Not a test and not run with them: {@code mvn test -pl flink-jobs -am
 * -Dtest=OverloadDrill -Dsurefire.failIfNoSpecifiedTests=false}, with {@code
 * -Dlivegate.drill.seconds=60} for longer and {@code -Dlivegate.drill.scheduler='maxWait: 1m'} for
 * other settings.
 *
 * <p>Judging takes 10 ms and two workers do it: 200 frames a second. 580 watched sessions send one
 * frame a second, a new session that is at the gate ten for two seconds, one of them at any time.
 */
class OverloadDrill {

  private static final int WATCHED = 580;
  private static final int LOUD_PER_SECOND = 100;
  private static final SessionKey LOUD = new SessionKey("tenant", "loud");

  @TempDir Path folder;

  private final Map<String, List<Double>> millis = new HashMap<>();

  @Test
  void drill() throws Exception {
    int seconds = Integer.getInteger("livegate.drill.seconds", 30);
    try (JobFixture jobs = new JobFixture(folder)) {
      PipelineConfig config =
          jobs.config(
              "drill",
              """
              sampling: {gatePerSecond: 10, gateDuration: 2s, watchPerSecond: 1, looksPerSecond: 0}
              scheduler: {workers: 2, %s}
              checkpoint: {parallelism: 2}
              """
                  .formatted(System.getProperty("livegate.drill.scheduler", "capacity: 256")));
      try (Platform platform = jobs.platform(config);
          KafkaConsumer<byte[], byte[]> reader = reader(platform, config)) {
        jobs.start(config, c -> new SlowJudge(), Between.NOTHING, null);
        load(platform, reader, seconds);
        report(seconds);
        jobs.cancel();
      }
    }
  }

  private void load(Platform platform, KafkaConsumer<byte[], byte[]> reader, int seconds)
      throws InterruptedException {
    long start = System.nanoTime();
    // The watched sessions come one after the other, and are past the gate when it counts.
    int warmUp = 15;
    long[] seq = new long[WATCHED];
    long loudSeq = 0;
    for (int tick = 0; tick < (warmUp + seconds) * 20; tick++) {
      int open = Math.min(WATCHED, tick * WATCHED / (10 * 20));
      for (int s = tick % 20; s < open; s += 20) {
        platform.send(frame(new SessionKey("tenant", "watched " + s), seq[s]++));
      }
      for (int i = 0; i < LOUD_PER_SECOND / 20; i++) {
        platform.send(frame(LOUD, loudSeq++));
      }
      if (tick % 2 == 0) {
        platform.send(frame(new SessionKey("tenant", "gate " + tick / 40), tick % 40 / 2));
      }
      boolean counts = tick >= warmUp * 20;
      long until = start + (tick + 1) * 50_000_000L;
      do {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(5))) {
          take(record, counts);
        }
      } while (System.nanoTime() < until);
    }
  }

  /** Not before it is decided: the signals go to the sink together with what follows from them. */
  private void take(ConsumerRecord<byte[], byte[]> record, boolean counts) {
    try {
      JsonNode signals = new ObjectMapper().readTree(record.value());
      if (counts) {
        millis
            .computeIfAbsent(signals.path("session").asText(), k -> new ArrayList<>())
            .add((double) (System.currentTimeMillis() - signals.path("atMillis").asLong()));
      }
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private void report(int seconds) {
    List<Double> watched = new ArrayList<>();
    List<Double> gate = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int s = 0; s < WATCHED; s++) {
      List<Double> one = millis.getOrDefault("watched " + s, List.of());
      watched.addAll(one);
      least = Math.min(least, one.size());
      most = Math.max(most, one.size());
    }
    millis.forEach((session, all) -> gate.addAll(session.startsWith("gate") ? all : List.of()));
    System.out.printf(
        Locale.ROOT,
        "offered %d frames/s (%d of them the loud session's), judged %.0f/s%n"
            + "decisionMillis watched %s, at the gate %s, loud %s%n"
            + "frames judged in %d s: of a watched session %d to %d, of the loud one %d%n",
        WATCHED + LOUD_PER_SECOND + 10,
        LOUD_PER_SECOND,
        millis.values().stream().mapToInt(List::size).sum() / (double) seconds,
        quantiles(watched),
        quantiles(gate),
        quantiles(millis.getOrDefault("loud", List.of())),
        seconds,
        least,
        most,
        millis.getOrDefault("loud", List.of()).size());
    for (FrameFate fate : FrameFate.values()) {
      String name = fate.name().toLowerCase(Locale.ROOT);
      System.out.printf("%s %d, ", name, TestMetrics.sum("fate." + name + ".frames"));
    }
    System.out.printf("unaccounted %d%n", TestMetrics.sum("livegate.framesUnaccounted"));
  }

  private static String quantiles(List<Double> all) {
    double[] values = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return values.length == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "p50 %.0f p99 %.0f max %.0f",
            Percentile.of(values, 0.5),
            Percentile.of(values, 0.99),
            values[values.length - 1]);
  }

  private static KafkaConsumer<byte[], byte[]> reader(Platform platform, PipelineConfig config) {
    Properties properties = platform.clients();
    properties.put("group.id", "drill");
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_uncommitted");
    KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    reader.subscribe(List.of(config.kafka().topics().signals()));
    return reader;
  }

  private static EncodedFrame frame(SessionKey key, long seq) {
    byte[] bytes = new byte[20_000];
    bytes[0] = FakeJudge.PERSON;
    return new EncodedFrame(FrameHeader.of(key, RecordKind.FRAME, seq, 0, "image/jpeg"), bytes);
  }

  /** The fake judge at the price of a real one. */
  private static final class SlowJudge implements FrameJudge {

    private final FrameJudge fake = FakeJudge.factory().open(PipelineConfig.defaults());

    @Override
    public Session openSession(SessionKey key) {
      Session session = fake.openSession(key);
      return (frame, atMillis) -> {
        pause();
        return session.judge(frame, atMillis);
      };
    }

    private static void pause() {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public List<LaneNotice> unavailable() {
      return List.of();
    }

    @Override
    public void close() {
      fake.close();
    }
  }
}
