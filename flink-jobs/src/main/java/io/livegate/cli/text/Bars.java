package io.livegate.cli.text;

import org.jspecify.annotations.Nullable;

/** Numbers from 0 to 1 as blocks. */
public final class Bars {

  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private Bars() {}

  /** One character: the higher the value, the fuller; a dot where there is none. */
  public static char level(@Nullable Double value) {
    if (value == null) {
      return '·';
    }
    double clamped = Math.max(0, Math.min(1, value));
    return LEVELS.charAt((int) Math.min(7, Math.floor(clamped * 8)));
  }

  /** A bar of exactly {@code width} characters, filled from the left. */
  public static String bar(@Nullable Double value, int width) {
    if (value == null) {
      return "·".repeat(width);
    }
    int eighths = (int) Math.round(Math.max(0, Math.min(1, value)) * width * 8);
    StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
    if (eighths % 8 > 0) {
      bar.append(EIGHTHS.charAt(eighths % 8));
    }
    return bar.append("░".repeat(width - bar.length())).toString();
  }
}
