package io.livegate.job.reasons;

import io.livegate.job.config.StatementSettings;
import io.livegate.policy.Condition.Comparison;
import io.livegate.policy.decide.Fired;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The sentences of a statement, from the bundle of its language. */
final class StatementTexts {

  private static final String BUNDLE = "io.livegate.reasons.texts";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ResourceBundle bundle;

  StatementTexts(StatementSettings.Language language) {
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            language.locale(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  String decision(Grounds grounds) {
    return text("decision." + grounds.effect().id());
  }

  String scope(Grounds grounds) {
    return text("scope." + grounds.effect().id());
  }

  String duration(Grounds grounds) {
    String key = "duration." + grounds.effect().id();
    Long until = grounds.expiresAtMillis();
    if (until == null || !bundle.containsKey(key + ".until")) {
      return text(key);
    }
    String end =
        grounds.live()
            ? MOMENT.format(Instant.ofEpochMilli(until))
            : text("duration.in", seconds(until - grounds.atMillis()));
    return text(key + ".until", end);
  }

  String facts(Grounds grounds) {
    String verdict = text("verdict." + grounds.verdict().name());
    if (grounds.strikes() > 0) {
      return text("facts.strikes", verdict, grounds.strikes());
    }
    if (grounds.unasked()) {
      return text("facts.unasked", verdict);
    }
    if (grounds.evidence().isEmpty()) {
      return text("facts.plain", verdict);
    }
    String held = grounds.evidence().stream().map(this::held).collect(Collectors.joining("; "));
    return text("facts.measured", verdict, held);
  }

  private String held(Fired fired) {
    boolean atLeast = fired.comparison() == Comparison.AT_LEAST;
    return text(
        atLeast ? "held.atLeast" : "held.below",
        fired.signal(),
        Double.toString(fired.threshold()),
        fired.hits(),
        fired.samples(),
        seconds(fired.lastMillis() - fired.firstMillis()));
  }

  String ground(Grounds grounds) {
    return text(
        "ground", grounds.ruleId(), grounds.policyId(), Integer.toString(grounds.policyVersion()));
  }

  String automation(Grounds grounds) {
    return text("automation." + grounds.automation().name().toLowerCase(Locale.ROOT));
  }

  /** What has no word of its own in the database. */
  String other(Grounds grounds) {
    return text("other." + grounds.effect().id());
  }

  String category(Grounds grounds) {
    return text("verdict." + grounds.verdict().name());
  }

  private static String seconds(long millis) {
    Duration duration = Duration.ofMillis(millis);
    return duration.toMillisPart() == 0 && duration.toSeconds() > 0
        ? Long.toString(duration.toSeconds())
        : String.format(Locale.ROOT, "%.1f", millis / 1e3);
  }

  private String text(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(values);
  }
}
