package io.livegate.compare;

import io.livegate.evaluate.stats.Rate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the faces of two finders differ.
 *
 * @param a the finder there is
 * @param b the one that might replace it
 * @param agree frames in which both find a face, or neither does
 * @param iou median overlap of the largest faces where both find one; null where they never do
 * @param pointsApart median there of the mean distance of the landmarks, in widths of A's face;
 *     null where one gives none
 * @param confidenceShift mean of B's confidence less A's there
 * @param widthRatio median of B's width over A's there: crops follow it
 * @param unread files that could not be read, each with why
 * @param warnings what speaks against believing the rest, in words
 */
record FaceComparison(
    Side a,
    Side b,
    Rate agree,
    @Nullable Double iou,
    @Nullable Double pointsApart,
    @Nullable Double confidenceShift,
    @Nullable Double widthRatio,
    List<String> unread,
    List<String> warnings)
    implements Comparison {

  /**
   * One finder.
   *
   * @param id of its card
   * @param found frames of people in which it finds a face
   * @param falseAlarms frames without a face in which it finds one
   * @param confidence mean of the largest face's; null where it finds none
   * @param landmarks whether it gives eyes, nose and mouth
   * @param millis median of one frame
   */
  record Side(
      String id,
      Rate found,
      Rate falseAlarms,
      @Nullable Double confidence,
      boolean landmarks,
      double millis) {}
}
