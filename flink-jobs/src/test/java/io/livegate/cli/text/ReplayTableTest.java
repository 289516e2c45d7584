package io.livegate.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import io.livegate.replay.Clock;
import io.livegate.replay.Recording;
import io.livegate.replay.Replay;
import io.livegate.replay.ReplayJson;
import io.livegate.replay.ReplaySummary;
import org.junit.jupiter.api.Test;

class ReplayTableTest {

  private static final String WARNING =
      """
        - id: gone
          phase: admitted
          when: [{signal: face.present, below: 0.5, hits: 3, of: 4, within: 5s}]
          effect: warn
          verdict: NO_FACE
          reason: NO_FACE
      """;

  /** As on a topic, where times are those of the day. */
  private static final long NOW_MILLIS = 1_790_000_000_000L;

  private final Recording recording =
      new Recording()
          .session("t", "goes", NOW_MILLIS, "xxxxxxxx....")
          .session("t", "stays", NOW_MILLIS, "xxxxxxxxxxxx")
          .session("t", "late", NOW_MILLIS, "........xxxxxxxx");

  private final ReplaySummary summary = new ReplaySummary();

  @Test
  void whoEndsTheSameButMeetsAnotherActionIsNamedWithIt() throws PolicyException {
    Policy before = policy(1, "");
    Policy now = policy(2, WARNING);

    assertThat(table(now, before))
        .contains("1 end the same but meet other actions\n  goes\n      now warn by gone at 1.0 s")
        .doesNotContain("end otherwise");
    assertThat(
            ReplayJson.summary(summary, 0, now, before)
                .at("/summary/actionsChanged/sessions")
                .toString())
        .isEqualTo("[\"goes\"]");
  }

  @Test
  void whatNoLongerHappensIsNamedToo() throws PolicyException {
    assertThat(table(policy(2, ""), policy(1, WARNING)))
        .contains("      no longer warn by gone at 1.0 s");
  }

  @Test
  void timesAreThoseOfTheSession() throws PolicyException {
    assertThat(table(Recording.policy(2, 6), policy(1, "")))
        .contains("  late\n      admitted by there at 1.2 s  ->  refused by away at 0.5 s");
  }

  private String table(Policy now, Policy before) {
    Replay replay = new Replay(Clock.BROKER, now, before, summary::add);
    recording.records().forEach(replay::take);
    replay.end();
    return new ReplayTable(new Style(false), now, before).of(summary, replay.signals());
  }

  private static Policy policy(int version, String rules) throws PolicyException {
    return PolicyParser.parse(String.format(Recording.POLICY, version, 12) + rules, "made up");
  }
}
