package io.livegate.ingest.source;

import java.util.List;

/**
 * One picture from a source, still encoded.
 *
 * @param encoded the image
 * @param contentType media type of the image, e.g. {@code image/jpeg}
 * @param mediaMillis time since the first frame of the source, never decreasing
 * @param intervals milliseconds between the frames that the source took since the last one it gave
 *     out, up to this one; empty where that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // identity equality is what a frame wants
public record SourceFrame(
    byte[] encoded, String contentType, long mediaMillis, List<Integer> intervals) {

  public SourceFrame {
    intervals = List.copyOf(intervals);
  }

  /** A frame of which nothing else is known. */
  public SourceFrame(byte[] encoded, String contentType, long mediaMillis) {
    this(encoded, contentType, mediaMillis, List.of());
  }

  @Override
  public String toString() {
    return "SourceFrame[at " + mediaMillis + " ms, " + encoded.length + " bytes]";
  }
}
