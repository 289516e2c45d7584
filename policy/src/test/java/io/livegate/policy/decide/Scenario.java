package io.livegate.policy.decide;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.After;
import io.livegate.policy.Age;
import io.livegate.policy.AnyOf;
import io.livegate.policy.Effect;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.Policy;
import io.livegate.policy.Reviewers;
import io.livegate.policy.Rule;
import io.livegate.policy.Traces;
import io.livegate.policy.evidence.EvidenceBytes;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy and a session made up from a seed: any policy that the parser lets through, and signals
 * that persist, flicker, stop, repeat and come out of order, so that rules do fire.
 */
final class Scenario {

  /** A record, or time passing up to the next deadline when the record is null. */
  record Step(@Nullable Signals signals, long atMillis) {}

  private static final List<String> ACCUSING =
      List.of("liveness.live below", "content.explicit atLeast");

  final String yaml;
  final Policy policy;
  final List<Step> steps = new ArrayList<>();

  /** Rules so far that another one may follow. */
  private final List<String> followed = new ArrayList<>();

  private final Random random;
  private final Map<String, Double> level = new TreeMap<>();
  private final Map<Lane, LaneStatus> silent = new EnumMap<>(Lane.class);
  private boolean reviewers;

  Scenario(long seed) {
    this.random = new Random(seed);
    this.yaml = yaml();
    this.policy = parse(yaml);
    trace();
  }

  static Policy parse(String yaml) {
    try {
      return PolicyParser.parse(yaml, "generated");
    } catch (PolicyException e) {
      throw new AssertionError("the generator made a bad policy: " + e.getMessage() + "\n" + yaml);
    }
  }

  /** All decisions; with {@code restored}, the evidence goes through bytes now and then. */
  static List<Decision> play(Decider decider, List<Step> steps, boolean restored) {
    return play(decider, steps, new SessionEvidence(), restored);
  }

  static List<Decision> play(
      Decider decider, List<Step> steps, SessionEvidence evidence, boolean restored) {
    List<Decision> decisions = new ArrayList<>();
    SessionEvidence current = evidence;
    int played = 0;
    for (Step step : steps) {
      if (restored && played++ % 7 == 0) {
        current = EvidenceBytes.read(EvidenceBytes.write(current));
      }
      Signals signals = step.signals();
      if (signals != null) {
        decisions.addAll(decider.observe(current, signals));
      } else {
        long due = decider.nextDeadlineMillis(current);
        if (due <= step.atMillis()) {
          decisions.addAll(decider.advance(current, due));
        }
      }
    }
    return decisions;
  }

  private String yaml() {
    StringBuilder text = new StringBuilder("id: generated\nversion: 1\nmode: enforce\n");
    text.append("onUnavailable: {liveness: ").append(oneOf("ignore", "refuse", "review"));
    text.append(", content: ").append(oneOf("ignore", "refuse", "review")).append("}\n");
    text.append("gate: {timeout: ").append(1 + random.nextInt(8)).append("s, onTimeout: ");
    String onTimeout = oneOf("refuse", "admit-watched", "review");
    text.append(onTimeout);
    if (onTimeout.equals("review") && random.nextBoolean()) {
      text.append(", withoutReviewers: ").append(oneOf("refuse", "admit-watched"));
    }
    text.append("}\nrules:\n");
    int rules = 3 + random.nextInt(5);
    for (int i = 0; i < rules; i++) {
      rule(
          text, i, i == 0 ? Effect.ADMIT : Effect.values()[random.nextInt(Effect.values().length)]);
    }
    return text.toString();
  }

  private void rule(StringBuilder text, int number, Effect effect) {
    String phase =
        switch (effect) {
          case ADMIT, REFUSE -> "gate";
          case DISCONNECT, BAN -> "admitted";
          case COACH, CHALLENGE, REVIEW, WARN, BLUR -> oneOf("gate", "admitted", "any");
        };
    text.append("  - id: rule-").append(number).append("\n    phase: ").append(phase);
    text.append("\n    effect: ").append(effect.id()).append("\n    verdict: ");
    text.append(
        effect == Effect.ADMIT
            ? oneOf("LIVE", "UNSURE")
            : effect.isRestrictive() ? "EXPLICIT" : oneOf("UNSURE", "EXPLICIT"));
    if (effect == Effect.BAN) {
      text.append("\n    expires: ").append(1 + random.nextInt(30)).append("d");
    }
    if (random.nextInt(3) == 0) {
      text.append("\n    cooldown: ").append(1 + random.nextInt(20)).append("s");
    }
    if (number > 0 && random.nextInt(5) == 0) {
      text.append("\n    mode: observe");
    }
    facts(text, phase, effect, "rule-" + number);
    boolean some = random.nextInt(4) == 0;
    if (some) {
      int of = effect == Effect.BAN ? ACCUSING.size() : 2 + random.nextInt(2);
      int needed = effect == Effect.BAN ? of : 1 + random.nextInt(of);
      text.append("\n    anyOf:\n      atLeast: ").append(needed).append("\n      of:\n");
      for (int i = 0; effect != Effect.BAN && i < of; i++) {
        condition(text.append("  "), any(effect), effect);
      }
    }
    boolean bothBan = effect == Effect.BAN && some;
    if (!bothBan && (!some || random.nextBoolean())) {
      text.append(some ? "    when:\n" : "\n    when:\n");
    }
    boolean all = text.toString().endsWith("when:\n");
    int conditions = effect == Effect.BAN || !all ? 0 : 1 + random.nextInt(2);
    for (int i = 0; i < conditions; i++) {
      condition(text, any(effect), effect);
    }
    if (effect == Effect.BAN) {
      for (String accusing : ACCUSING) {
        String[] parts = accusing.split(" ");
        condition(text.append(some ? "  " : ""), parts[0] + ", " + parts[1] + ": 0.5", effect);
      }
      if (!some && random.nextBoolean()) {
        condition(text, "deepfake.fake, atLeast: 0.5", effect);
      }
    }
  }

  /** How old the session has to be, and what has to have gone before. */
  private void facts(StringBuilder text, String phase, Effect effect, String id) {
    if (random.nextInt(5) == 0) {
      int atLeast = random.nextInt(8);
      text.append("\n    age: {since: ");
      text.append(phase.equals("gate") || random.nextBoolean() ? "begin" : "admission");
      text.append(", atLeast: ").append(atLeast).append("s");
      if (random.nextBoolean()) {
        text.append(", below: ").append(atLeast + 1 + random.nextInt(60)).append("s");
      }
      text.append("}");
    }
    if (random.nextInt(6) == 0) {
      text.append("\n    reviewers: ").append(oneOf("on-shift", "absent"));
    }
    if (!followed.isEmpty() && random.nextInt(3) == 0) {
      text.append("\n    after: {rules: [").append(followed.get(random.nextInt(followed.size())));
      text.append("], within: ").append(1 + random.nextInt(30)).append("s}");
    }
    if (List.of(Effect.COACH, Effect.WARN, Effect.BLUR, Effect.REVIEW).contains(effect)) {
      followed.add(id);
    }
  }

  private String any(Effect effect) {
    KnownSignal signal = signalFor(effect);
    double threshold = Math.round(value(signal, 0.1 + 0.8 * random.nextDouble()) * 100) / 100.0;
    return signal.name() + oneOf(", atLeast: ", ", below: ") + threshold;
  }

  /**
   * Any signal, but for what takes something from a person none that accuses nobody of anything.
   */
  private KnownSignal signalFor(Effect effect) {
    KnownSignal signal;
    do {
      signal = KnownSignals.all().get(random.nextInt(KnownSignals.count()));
    } while (effect.isRestrictive() && (signal.isWeak() || signal.measuresView()));
    return signal;
  }

  private void condition(StringBuilder text, String start, Effect effect) {
    int hits = (effect.isRestrictive() ? 2 : 1) + random.nextInt(5);
    int of = hits + random.nextInt(4);
    text.append("      - {signal: ").append(start).append(", hits: ").append(hits);
    text.append(", of: ").append(of).append(", within: ");
    int seconds = 1 + random.nextInt(12);
    text.append(seconds).append("s");
    if (of > 1 && random.nextBoolean()) {
      text.append(", spanning: ").append(random.nextInt(seconds * 500)).append("ms");
    }
    text.append("}\n");
  }

  private void trace() {
    long at = random.nextInt(1000);
    long seq = 0;
    int segments = 2 + random.nextInt(6);
    for (int s = 0; s < segments; s++) {
      turn();
      int frames = 5 + random.nextInt(40);
      long every = 50 + random.nextInt(950);
      for (int i = 0; i < frames; i++) {
        at += random.nextInt(60) == 0 ? 4000 + random.nextInt(20_000) : every;
        int what = random.nextInt(40);
        if (what == 0) {
          steps.add(new Step(Traces.control(kind(), at).withReviewers(reviewers), at));
        } else if (what == 1) {
          steps.add(new Step(frame(Math.max(0, seq - 1), at), at));
        } else if (what == 2) {
          steps.add(new Step(frame(seq++, at - random.nextInt(2000)), at));
        } else {
          steps.add(new Step(frame(seq++, at), at));
        }
        if (random.nextBoolean()) {
          steps.add(new Step(null, at));
        }
      }
    }
  }

  private RecordKind kind() {
    return random.nextInt(20) == 0
        ? RecordKind.ENDED
        : List.of(
                RecordKind.STARTED,
                RecordKind.REPORTED,
                RecordKind.CHALLENGE_ASKED,
                RecordKind.CHALLENGE_SHOWN,
                RecordKind.CHALLENGE_SHOWN,
                RecordKind.CHALLENGE_DECLINED)
            .get(random.nextInt(6));
  }

  /** A new stretch of the session: every score gets a level that it then mostly keeps. */
  private void turn() {
    for (KnownSignal signal : KnownSignals.all()) {
      level.put(signal.name(), random.nextBoolean() ? 1.0 : 0.0);
    }
    silent.clear();
    reviewers = random.nextBoolean();
    for (Lane lane : Lane.values()) {
      if (random.nextInt(6) == 0) {
        silent.put(lane, random.nextBoolean() ? LaneStatus.UNAVAILABLE : LaneStatus.NOT_JUDGED);
      }
    }
  }

  private Signals frame(long seq, long at) {
    Map<String, Double> scores = new TreeMap<>();
    for (KnownSignal signal : KnownSignals.all()) {
      double share = random.nextInt(10) == 0 ? random.nextDouble() : level.get(signal.name());
      boolean lacks = signal.lane() != null && silent.containsKey(signal.lane());
      if (!lacks && random.nextInt(10) > 0) {
        scores.put(signal.name(), value(signal, share));
      }
    }
    Witness witness =
        random.nextInt(6) == 0
            ? Witness.RECEIVER
            : random.nextInt(20) == 0 ? Witness.SERVER : Witness.SENDER;
    return Traces.frame(seq, at, witness, scores, silent, List.of()).withReviewers(reviewers);
  }

  /** The value that share of the way through the signal's range, or the first 20 of it. */
  private static double value(KnownSignal signal, double share) {
    double bottom = Math.max(signal.min(), -20);
    return bottom + share * (Math.min(signal.max(), 20) - bottom);
  }

  /** The rule for day and night. */
  static Rule whoeverIsThere(Rule rule) {
    return asking(rule, rule.anyOf(), rule.age(), rule.after(), null);
  }

  /** The rule with other facts to ask for beside its conditions. */
  static Rule asking(
      Rule rule,
      @Nullable AnyOf some,
      @Nullable Age age,
      @Nullable After after,
      @Nullable Reviewers reviewers) {
    return new Rule(
        rule.id(),
        rule.phase(),
        rule.when(),
        rule.effect(),
        rule.verdict(),
        rule.reason(),
        rule.cooldown(),
        rule.expires(),
        rule.mode(),
        rule.reports(),
        rule.share(),
        some,
        age,
        after,
        reviewers,
        rule.taskPassed());
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s%d steps", yaml, steps.size());
  }
}
