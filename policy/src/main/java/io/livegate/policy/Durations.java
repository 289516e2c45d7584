package io.livegate.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as files and options write them: {@code 1500ms}, {@code 1.5s}, {@code 5 m}. */
public final class Durations {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,11}(?:\\.\\d{1,3})?)\\s*(ms|s|m|h|d)");

  private static final Map<String, Long> UNIT_MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Durations() {}

  /** The duration, rounded down to milliseconds, or null if the text is none. */
  public static @Nullable Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    Long unit = matcher.matches() ? UNIT_MILLIS.get(matcher.group(2)) : null;
    if (unit == null) {
      return null;
    }
    return Duration.ofMillis(
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue());
  }
}
