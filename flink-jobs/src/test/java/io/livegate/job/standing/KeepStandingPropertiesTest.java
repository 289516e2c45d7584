package io.livegate.job.standing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.TwoInputs;
import io.livegate.job.config.ReviewSettings;
import io.livegate.job.config.StatementSettings;
import io.livegate.job.io.EventSchemas;
import io.livegate.job.io.OutputRecord;
import io.livegate.policy.Effect;
import io.livegate.policy.standing.Restriction;
import io.livegate.policy.standing.Review;
import io.livegate.policy.standing.Review.Outcome;
import io.livegate.policy.standing.StrikeTerms;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Made-up lives of several devices of two tenants, with crashes in between. */
class KeepStandingPropertiesTest {

  private static final long START = 1_720_000_000_000L;
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** One of both. */
  private record Step(@Nullable Restriction action, @Nullable ReviewRecord review, long atMillis) {}

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs().dontShrink();
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void aCrashAnywhereChangesNoEvent(@ForAll("seeds") long seed) throws Exception {
    List<Step> steps = steps(new Random(seed));
    List<String> calm = eventsOf(steps, null);
    assertThat(eventsOf(steps, new Random(~seed))).isEqualTo(calm);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void whatIsToldKeepsToWhatWasDone(@ForAll("seeds") long seed) throws Exception {
    List<Step> steps = steps(new Random(seed));
    Map<String, Restriction> done = new HashMap<>();
    steps.stream()
        .filter(step -> step.action() != null)
        .forEach(step -> done.put(step.action().action(), step.action()));
    Set<String> ids = new HashSet<>();
    Set<String> superseded = new HashSet<>();
    for (String text : eventsOf(steps, null)) {
      JsonNode event = EventSchemas.check(text.getBytes(StandardCharsets.UTF_8));
      JsonNode data = event.path("data");
      assertThat(ids.add(event.path("id").asText())).as("told once: %s", text).isTrue();
      if (event.path("type").asText().endsWith("action.superseded")) {
        assertThat(superseded.add(data.path("supersedes").path("id").asText()))
            .as("once: %s", text)
            .isTrue();
      } else if (event.path("type").asText().endsWith("device.banned")) {
        assertThat(data.path("ruleId").asText().equals("strikes"))
            .isNotEqualTo(data.has("approvedBy"));
        if (data.has("approvedBy")) {
          assertThat(data.path("approvedBy")).hasSize(2).doesNotHaveDuplicates();
        } else {
          assertStrikes(data, done, superseded);
        }
      }
    }
  }

  /** Of several sessions, all of that device of that tenant, and none taken back before. */
  private static void assertStrikes(
      JsonNode banned, Map<String, Restriction> done, Set<String> superseded) {
    Set<String> sessions = new HashSet<>();
    for (JsonNode strike : banned.path("strikes")) {
      String id = strike.path("id").asText();
      Restriction action = done.get(id);
      assertThat(superseded).doesNotContain(id);
      assertThat(action.tenant()).isEqualTo(banned.path("tenant").asText());
      assertThat(action.device()).isEqualTo(banned.path("device").asText());
      assertThat(sessions.add(action.session())).as("%s", banned).isTrue();
    }
    assertThat(sessions).as("%s", banned).hasSizeGreaterThanOrEqualTo(2);
    assertThat(banned.has("expiresAtMillis")).isTrue();
  }

  @Example
  void theLivesBringEveryEvent() throws Exception {
    Map<String, Integer> seen = new HashMap<>();
    for (long seed = 0; seed < 60; seed++) {
      for (String text : eventsOf(steps(new Random(seed)), null)) {
        String type =
            EventSchemas.check(text.getBytes(StandardCharsets.UTF_8)).path("type").asText();
        seen.merge(type.replace("io.livegate.", ""), 1, Integer::sum);
      }
    }
    assertThat(seen)
        .containsOnlyKeys(
            "device.banned", "device.unbanned", "action.superseded", "review.recorded")
        .allSatisfy((type, count) -> assertThat(count).as(type).isGreaterThan(20));
  }

  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    List<Restriction> actions = new ArrayList<>();
    long now = START;
    for (int i = 0; i < 50; i++) {
      now += random.nextInt(5) == 0 ? random.nextLong(5 * DAY) : random.nextLong(DAY / 8);
      if (actions.isEmpty() || random.nextInt(3) > 0) {
        Restriction action = action(random, i, now);
        actions.add(action);
        steps.add(new Step(action, null, now));
      } else {
        Restriction about = actions.get(random.nextInt(actions.size()));
        steps.add(new Step(null, review(random, about, "r/0/" + i, now), now));
      }
    }
    return steps;
  }

  private static Restriction action(Random random, int number, long now) {
    return new Restriction(
        "a" + number,
        random.nextInt(4) == 0 ? "other" : "t",
        "s" + random.nextInt(8),
        null,
        random.nextInt(10) == 0 ? null : "d" + random.nextInt(2),
        Effect.DISCONNECT,
        "rule",
        random.nextInt(8) == 0 ? Verdict.UNSURE : Verdict.EXPLICIT,
        List.of(ReasonCode.EXPLICIT),
        "policy",
        1,
        List.of(),
        now - random.nextLong(DAY),
        true,
        null,
        new StrikeTerms(2 + random.nextInt(2), 20 * DAY, 5 * DAY, random.nextInt(8) == 0));
  }

  private static ReviewRecord review(Random random, Restriction about, String origin, long now) {
    Outcome outcome = random.nextInt(3) == 0 ? Outcome.OVERTURNED : Outcome.UPHELD;
    boolean permanent = outcome == Outcome.UPHELD && about.device() != null && random.nextBoolean();
    String by = random.nextBoolean() ? "ann" : "bob";
    return new ReviewRecord(
        new Review(
            about.action(),
            about.tenant(),
            about.session(),
            about.device(),
            outcome,
            by,
            now,
            null,
            permanent,
            origin),
        origin,
        List.of());
  }

  /**
   * What is committed in the end.
   *
   * @param crashes when a checkpoint is made, and when all since the last one is lost and comes
   *     again; null for neither
   */
  private static List<String> eventsOf(List<Step> steps, @Nullable Random crashes)
      throws Exception {
    List<String> committed = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    OperatorSubtaskState checkpoint = null;
    int next = 0;
    var harness = open(START, null);
    for (int i = 0; i < steps.size(); i++) {
      take(harness, steps.get(i));
      pending.addAll(told(harness));
      if (crashes != null && crashes.nextInt(5) == 0) {
        checkpoint = harness.snapshot(i, steps.get(i).atMillis());
        committed.addAll(pending);
        pending.clear();
        next = i + 1;
      } else if (checkpoint != null && crashes.nextInt(6) == 0) {
        harness.close();
        harness = open(steps.get(next - 1).atMillis(), checkpoint);
        pending.clear();
        i = next - 1;
      }
    }
    harness.setProcessingTime(START + 400 * DAY);
    pending.addAll(told(harness));
    harness.close();
    committed.addAll(pending);
    return committed;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, Restriction, ReviewRecord, OutputRecord>
      open(long now, @Nullable OperatorSubtaskState state) throws Exception {
    return TwoInputs.open(
        new KeepStanding(new ReviewSettings(Duration.ofDays(184)), StatementSettings.DEFAULT),
        KeepStanding::about,
        ReviewRecord::about,
        now,
        state);
  }

  private static void take(
      KeyedTwoInputStreamOperatorTestHarness<String, Restriction, ReviewRecord, OutputRecord>
          harness,
      Step step)
      throws Exception {
    harness.setProcessingTime(step.atMillis());
    if (step.action() != null) {
      harness.processElement1(new StreamRecord<>(step.action()));
    } else {
      harness.processElement2(new StreamRecord<>(step.review()));
    }
  }

  private static List<String> told(KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> harness) {
    List<String> told = new ArrayList<>();
    for (Object record = harness.getOutput().poll();
        record != null;
        record = harness.getOutput().poll()) {
      OutputRecord event = (OutputRecord) ((StreamRecord<?>) record).getValue();
      told.add(new String(event.value(), StandardCharsets.UTF_8));
    }
    return told;
  }
}
