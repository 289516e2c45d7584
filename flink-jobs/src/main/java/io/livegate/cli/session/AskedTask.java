package io.livegate.cli.session;

import io.livegate.policy.Task;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A task to be asked at a moment of the media, and shown at once: {@code turn-left@4.5}.
 *
 * @param atMillis media time
 */
public record AskedTask(Task task, long atMillis) {

  private static final Pattern FORM = Pattern.compile("([a-z-]+)@(\\d{1,6}(?:\\.\\d{1,3})?)s?");

  /**
   * @throws IllegalArgumentException if the text is none, with what would be one
   */
  public static AskedTask parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not TASK@SECONDS, e.g. turn-left@2.5");
    }
    String name = matcher.group(1);
    Task task =
        Task.of(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no task '"
                            + name
                            + "'; it is one of "
                            + Arrays.stream(Task.values())
                                .map(Task::id)
                                .collect(Collectors.joining(", "))));
    return new AskedTask(task, Math.round(Double.parseDouble(matcher.group(2)) * 1e3));
  }
}
