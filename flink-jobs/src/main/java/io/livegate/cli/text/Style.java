package io.livegate.cli.text;

/** Colours text, or leaves it alone. */
public final class Style {

  private static final String RESET = "\u001b[0m";

  private final boolean colour;

  public Style(boolean colour) {
    this.colour = colour;
  }

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String red(String text) {
    return paint("31", text);
  }

  public String green(String text) {
    return paint("32", text);
  }

  public String yellow(String text) {
    return paint("33", text);
  }

  public String cyan(String text) {
    return paint("36", text);
  }

  /** Green for let in, red for kept or put out, yellow for what a human should look at. */
  public String outcome(String outcome, String text) {
    return switch (outcome) {
      case "admitted" -> green(text);
      case "refused", "disconnected", "banned" -> red(text);
      case "review", "coached", "warned", "blurred", "challenged" -> yellow(text);
      default -> dim(text);
    };
  }

  private String paint(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
