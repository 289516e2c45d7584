package io.livegate.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What a soak found out.
 *
 * @param load share of the capacity that was asked for
 * @param capacityPerSecond frames this machine judges a second, measured or given
 * @param judgedPerSecond frames it judged, over the window
 * @param framesSent frames the broker acknowledged, in all
 * @param shedPerSecond frames dropped for want of time, over the window
 * @param sessions that came
 * @param accountingHolds whether every frame sent was received and its fate is known
 * @param heapAfterGc of the job's JVM, over the window
 * @param rss resident memory of its process a second after those collections, over the window
 * @param rssPeak the most resident memory between them, in MiB
 * @param windowMinutes the last so many minutes
 */
public record SoakResult(
    double minutes,
    double load,
    double capacityPerSecond,
    double judgedPerSecond,
    double shedPerSecond,
    long framesSent,
    long sessions,
    boolean accountingHolds,
    Trend heapAfterGc,
    Trend rss,
    double rssPeak,
    double windowMinutes) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double STEADY_PERCENT = 2;

  /** Neither grows or shrinks by more than 2 % of its mean an hour. */
  public boolean withinTwoPercent() {
    return heapAfterGc.isWithin(STEADY_PERCENT) && rss.isWithin(STEADY_PERCENT);
  }

  /** One line. */
  public String json() {
    ObjectNode line = JSON.createObjectNode();
    line.put("minutes", rounded(minutes));
    line.put("load", load);
    line.put("capacityPerSecond", rounded(capacityPerSecond));
    line.put("judgedPerSecond", rounded(judgedPerSecond));
    line.put("shedPerSecond", rounded(shedPerSecond));
    line.put("framesSent", framesSent);
    line.put("sessions", sessions);
    line.put("accountingHolds", accountingHolds);
    put(line.putObject("heapAfterGc"), heapAfterGc);
    put(line.putObject("rss"), rss);
    line.put("rssPeakMiB", rounded(rssPeak));
    line.put("windowMinutes", rounded(windowMinutes));
    line.put("withinTwoPercent", withinTwoPercent());
    return line.toString();
  }

  private static void put(ObjectNode node, Trend trend) {
    node.put("meanMiB", rounded(trend.mean()));
    node.put("slopePercentPerHour", rounded(trend.slope()));
    node.putArray("interval95").add(rounded(trend.low())).add(rounded(trend.high()));
    node.put("samples", trend.count());
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** The same for a person, several lines. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%.0f sessions, %d frames sent, %.1f judged and %.2f shed a second of %.1f possible%n"
            + "accounts             %s%n"
            + "heap after a full GC %s%n"
            + "resident memory      %s, %.0f MiB at most%n"
            + "over the last %.1f minutes: %s",
        (double) sessions,
        framesSent,
        judgedPerSecond,
        shedPerSecond,
        capacityPerSecond,
        accountingHolds ? "hold" : "DO NOT HOLD",
        text(heapAfterGc),
        text(rss),
        rssPeak,
        windowMinutes,
        withinTwoPercent() ? "steady within 2 % an hour" : "NOT steady within 2 % an hour");
  }

  private static String text(Trend trend) {
    return String.format(
        Locale.ROOT,
        "%.1f MiB, %+.2f %% an hour (95 %%: %+.2f to %+.2f)",
        trend.mean(),
        trend.slope(),
        trend.low(),
        trend.high());
  }
}
