package io.livegate.policy.cases;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.Mode;
import io.livegate.policy.Traces;
import io.livegate.policy.challenge.Challenge;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.SessionSummary;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plays one case and keeps a timeline of it to be read when it fails. */
final class CaseRun {

  private final PolicyCase given;
  private final Decider decider;
  private final SessionEvidence evidence = new SessionEvidence();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<String> timeline = new ArrayList<>();
  private long now;
  private long seq;
  private boolean reviewers;

  CaseRun(PolicyCase given) throws PolicyException {
    this.given = given;
    String text = given.policy() == null ? PolicyFile.bundled().text() : given.policy();
    if (given.mode() != null) {
      text = text.replaceFirst("(?m)^mode: *\\w+", "mode: " + given.mode());
    }
    this.decider = new Decider(PolicyParser.parse(text, "of case '" + given.name() + "'"));
  }

  /** What differs from what the case expects; empty when it holds. */
  List<String> play() {
    given.trace().forEach(this::step);
    SessionSummary summary = decider.summary(evidence);
    PolicyCase.Expectation expect = given.expect();
    List<String> wrong = new ArrayList<>();
    compare(wrong, "outcome", expect.outcome(), summary.outcome().id());
    compare(wrong, "admitted", expect.admitted(), summary.admitted());
    compare(wrong, "verdict", expect.verdict(), summary.verdict().name());
    compare(
        wrong, "reasons", expect.reasons(), summary.reasons().stream().map(Enum::name).toList());
    compare(wrong, "actions", expect.actions(), decisions.stream().map(CaseRun::shown).toList());
    if (expect.decidedAt() != null) {
      Long at = summary.decidedAtMillis();
      long from = millis(expect.decidedAt().get(0));
      long to = millis(expect.decidedAt().get(expect.decidedAt().size() - 1));
      if (at == null || at < from || at > to) {
        wrong.add("decidedAt: expected " + expect.decidedAt() + ", was " + at + " ms");
      }
    }
    return wrong;
  }

  String timeline() {
    return String.join("\n", timeline);
  }

  private static void compare(
      List<String> wrong, String what, @Nullable Object expected, Object was) {
    if (expected != null && !expected.equals(was)) {
      wrong.add(what + ": expected " + expected + ", was " + was);
    }
  }

  private static String shown(Decision decision) {
    Challenge challenge = decision.challenge();
    boolean closed = challenge != null && challenge.closing() != null;
    return decision.effect().id()
        + (closed ? " " + challenge.closing().why().id() : "")
        + (decision.mode() == Mode.OBSERVE ? " (observe)" : "");
  }

  private void step(PolicyCase.Step step) {
    reviewers = step.reviewers() == null ? reviewers : step.reviewers();
    if (step.pause() != null) {
      note("pause " + step.pause());
      now += millis(step.pause());
    } else if (step.silence() != null) {
      note("wait " + step.silence());
      long until = now + millis(step.silence());
      for (long due = decider.nextDeadlineMillis(evidence);
          due <= until;
          due = decider.nextDeadlineMillis(evidence)) {
        take(decider.advance(evidence, due));
      }
      now = until;
    } else if (step.control() != null) {
      note(step.control());
      String[] words = step.control().split(" ");
      RecordKind kind = RecordKind.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_'));
      String challenge = words.length > 1 ? words[1] : null;
      take(
          decider.observe(evidence, Traces.control(kind, now, challenge).withReviewers(reviewers)));
    } else {
      frames(step);
    }
  }

  private void frames(PolicyCase.Step step) {
    int repeat = step.repeat() == null ? 1 : step.repeat();
    long every = millis(step.every() == null ? "100ms" : step.every());
    Map<Lane, LaneStatus> silent = new EnumMap<>(Lane.class);
    if (step.silent() != null) {
      step.silent()
          .forEach(
              (lane, status) ->
                  silent.put(
                      Lane.valueOf(lane.toUpperCase(Locale.ROOT)), LaneStatus.valueOf(status)));
    }
    List<ReasonCode> reasons =
        step.reasons() == null
            ? List.of()
            : step.reasons().stream().map(ReasonCode::valueOf).toList();
    Witness witness =
        step.witness() == null
            ? Witness.SENDER
            : Witness.valueOf(step.witness().toUpperCase(Locale.ROOT));
    Map<String, Double> scores = step.set() == null ? Map.of() : step.set();
    note(repeat + " frames, one every " + every + " ms: " + scores + silent + reasons + witness);
    for (int i = 0; i < repeat; i++) {
      Map<String, Double> risen = new TreeMap<>(scores);
      double seconds = i * every / 1e3;
      if (step.rise() != null) {
        step.rise().forEach((name, slope) -> risen.merge(name, slope * seconds, Double::sum));
      }
      Signals frame = Traces.frame(seq++, now, witness, risen, silent, reasons);
      take(decider.observe(evidence, frame.withReviewers(reviewers)));
      now += every;
    }
  }

  private void take(List<Decision> made) {
    decisions.addAll(made);
    for (Decision d : made) {
      timeline.add(
          String.format(
              Locale.ROOT,
              "  %8.2f s    -> %s by %s, %s %s %s",
              d.atMillis() / 1e3,
              shown(d),
              d.ruleId(),
              d.verdict(),
              d.reasons(),
              d.evidence()));
    }
  }

  private void note(String what) {
    timeline.add(String.format(Locale.ROOT, "  %8.2f s  %s", now / 1e3, what));
  }

  private static long millis(String text) {
    boolean millis = text.endsWith("ms");
    BigDecimal number = new BigDecimal(text.replaceAll("m?s$", ""));
    return (millis ? number : number.movePointRight(3)).longValueExact();
  }
}
