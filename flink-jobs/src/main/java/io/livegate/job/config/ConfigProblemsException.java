package io.livegate.job.config;

import java.util.List;

/** A configuration with mistakes; the message lists every one of them. */
public final class ConfigProblemsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  public ConfigProblemsException(String source, List<String> problems) {
    super(
        source
            + (problems.size() == 1 ? " has a problem:" : " has " + problems.size() + " problems:")
            + problems.stream().map(p -> "\n  " + p).reduce("", String::concat));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
