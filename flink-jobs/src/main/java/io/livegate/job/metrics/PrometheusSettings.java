package io.livegate.job.metrics;

import org.apache.flink.configuration.Configuration;

/** Flink's Prometheus reporter, as the rules and the dashboard in {@code config/} expect it. */
public final class PrometheusSettings {

  private static final String REPORTER = "metrics.reporter.prom.";

  private PrometheusSettings() {}

  /** Adds the reporter; each process still needs its {@link #portKey port}. */
  public static void addTo(Configuration settings) {
    settings.setString(
        REPORTER + "factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    // Else it would replace the plus sign of the last bucket, le="+Inf".
    settings.setString(REPORTER + "filterLabelValueCharacters", "false");
    // A counter that a checkpoint kept goes on after a restart, so its series must as well.
    settings.setString(REPORTER + "scope.variables.excludes", "task_attempt_id;task_attempt_num");
  }

  public static String portKey() {
    return REPORTER + "port";
  }
}
