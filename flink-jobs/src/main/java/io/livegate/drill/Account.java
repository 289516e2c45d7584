package io.livegate.drill;

import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Signals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What became of the frames, as the job's metrics say it, added up over all its tasks.
 *
 * @param received frames read from their topic, each once
 * @param fates of those
 * @param inFlight neither
 * @param unaccounted what remains
 */
public record Account(long received, FrameCounts fates, long inFlight, long unaccounted) {

  private static final String PREFIX = "flink_taskmanager_job_task_operator_livegate_";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * Asks the TaskManagers.
   *
   * @param ports where each serves its metrics
   * @throws IOException if one does not answer
   */
  public static Account read(List<Integer> ports) throws IOException, InterruptedException {
    return of(metrics(ports));
  }

  /** All that the TaskManagers export, as Prometheus would read it. */
  public static String metrics(List<Integer> ports) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (int port : ports) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
              .timeout(Duration.ofSeconds(10))
              .build();
      text.append(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body()).append('\n');
    }
    return text.toString();
  }

  /** Mean of a histogram of one step, over all tasks; NaN without a value. */
  public static double mean(String metrics, String histogram, String stage) {
    String label = "stage=\"" + stage + "\"";
    return (double) sum(metrics, histogram + "_sum", label)
        / sum(metrics, histogram + "_count", label);
  }

  /** Reads what Prometheus would. */
  public static Account of(String metrics) {
    FrameCounts fates = FrameCounts.ZERO;
    for (FrameFate fate : FrameFate.values()) {
      String label = "fate=\"" + fate.name().toLowerCase(Locale.ROOT) + "\"";
      long count = sum(metrics, "fate_frames", label);
      fates = fates.plus(times(fate, count));
    }
    return new Account(
        sum(metrics, "framesReceived", ""),
        fates,
        sum(metrics, "framesInFlight", ""),
        sum(metrics, "framesUnaccounted", ""));
  }

  private static long sum(String metrics, String name, String label) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(PREFIX + name + "{") && line.contains(label))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static FrameCounts times(FrameFate fate, long count) {
    return new FrameCounts(
        fate == FrameFate.JUDGED ? count : 0,
        fate == FrameFate.SKIPPED ? count : 0,
        fate == FrameFate.SUPERSEDED ? count : 0,
        fate == FrameFate.FULL ? count : 0,
        fate == FrameFate.REJECTED ? count : 0,
        fate == FrameFate.UNDECODABLE ? count : 0,
        fate == FrameFate.FAILED ? count : 0,
        fate == FrameFate.DUPLICATE ? count : 0,
        fate == FrameFate.AFTER_END ? count : 0,
        fate == FrameFate.LOST ? count : 0);
  }

  /** Whether nothing is on its way any more. */
  public boolean isSettled(long sent) {
    return received >= sent && inFlight == 0;
  }

  /**
   * Whether every frame sent was received once, has one fate, and is told in a committed signals
   * record. Only frames after a session's end may be told by nobody: no record of it follows.
   */
  public boolean holds(long sent, Collection<List<Signals>> committed) {
    FrameCounts told = told(committed);
    boolean allTold = true;
    for (FrameFate fate : FrameFate.values()) {
      allTold &= fate == FrameFate.AFTER_END || told.count(fate) == fates.count(fate);
    }
    return received == sent && unaccounted == 0 && inFlight == 0 && allTold;
  }

  /** The sum of what the records say. */
  public static FrameCounts told(Collection<List<Signals>> committed) {
    FrameCounts told = FrameCounts.ZERO;
    for (List<Signals> session : committed) {
      for (Signals each : session) {
        told = told.plus(each.counts());
      }
    }
    return told;
  }
}
