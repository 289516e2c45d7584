package io.livegate.cli;

/** Chooses the log configuration before the first logger exists. */
final class Logging {

  private static final String CONFIGURATION = "log4j2.configurationFile";

  private Logging() {}

  /** Without {@code debug} the jar's own {@code log4j2.xml} holds: warnings of ours, on stderr. */
  static void configure(boolean debug) {
    if (debug && System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, "classpath:io/livegate/cli/log4j2-debug.properties");
    }
  }
}
