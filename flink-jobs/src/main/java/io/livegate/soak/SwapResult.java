package io.livegate.soak;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;

/**
 * What a drill with exchanged models found out.
 *
 * @param swapsAsked exchanges that were asked for
 * @param swaps plans that took force between the two measurements of memory
 * @param framesSent frames the broker acknowledged
 * @param accountingHolds whether every frame sent was received and its fate is known
 * @param framesFailed frames a model failed on
 * @param answers frames of the lane, by the models that answered
 * @param decisionsNamingModels decisions that rest on scores of models
 * @param decisionsMisnaming those that name a model which did not judge their frame
 * @param rssEarlierMiB resident memory of the job's process after full collections, while nobody
 *     sends anything, as long before the first exchange as the last one is after it
 * @param rssBeforeMiB the same right before the first
 * @param rssAfterMiB the same, when the models of the beginning are back
 * @param heapBeforeMiB heap in use after a full collection, before
 * @param heapAfterMiB and after
 * @param shadowRecords records with a shadow
 * @param shadowMillisPerAnswer what the models in shadow take for a frame that they are asked about
 * @param cpuMillisPerFrame processor time of the whole process for each judged frame
 * @param cpuMillisPerFrameWithShadow the same while models look on
 */
public record SwapResult(
    int swapsAsked,
    int swaps,
    long framesSent,
    boolean accountingHolds,
    long framesFailed,
    Map<String, Integer> answers,
    int decisionsNamingModels,
    int decisionsMisnaming,
    double rssEarlierMiB,
    double rssBeforeMiB,
    double rssAfterMiB,
    double heapBeforeMiB,
    double heapAfterMiB,
    long shadowRecords,
    double shadowMillisPerAnswer,
    double cpuMillisPerFrame,
    double cpuMillisPerFrameWithShadow) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double WITHIN = 0.05;

  /** Resident memory came back within 5 %. */
  @JsonProperty
  public boolean memoryCameBack() {
    return rssAfterMiB <= rssBeforeMiB * (1 + WITHIN);
  }

  /** Whether every promise was kept. */
  @JsonProperty
  public boolean holds() {
    return swaps == swapsAsked
        && shadowRecords > 0
        && accountingHolds
        && framesFailed == 0
        && decisionsNamingModels > 0
        && decisionsMisnaming == 0
        && memoryCameBack();
  }

  /** One line. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result cannot be written", e);
    }
  }

  /** The same for a person, several lines. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%d exchanges under load, %d frames sent, accounts %s, %d frames failed%n"
            + "%d decisions name models, %d of them one that did not judge the frame%n"
            + "resident memory %.1f MiB, %.1f after as long without exchanges, %.1f after them; heap"
            + " after a full GC %.1f and %.1f%n"
            + "models in shadow take %.2f ms a frame; processor time of the process a frame %.2f ms"
            + " without them, %.2f with",
        swaps,
        framesSent,
        accountingHolds ? "hold" : "DO NOT HOLD",
        framesFailed,
        decisionsNamingModels,
        decisionsMisnaming,
        rssEarlierMiB,
        rssBeforeMiB,
        rssAfterMiB,
        heapBeforeMiB,
        heapAfterMiB,
        shadowMillisPerAnswer,
        cpuMillisPerFrame,
        cpuMillisPerFrameWithShadow);
  }
}
