package io.livegate.ingest.source;

/**
 * One picture from a source, still encoded.
 *
 * @param encoded the image
 * @param contentType media type of the image, e.g. {@code image/jpeg}
 * @param mediaMillis time since the first frame of the source, never decreasing
 * @param seq running number from 0
 */
@SuppressWarnings("ArrayRecordComponent") // identity equality is what a frame wants
public record SourceFrame(byte[] encoded, String contentType, long mediaMillis, long seq) {

  @Override
  public String toString() {
    return "SourceFrame[" + seq + " at " + mediaMillis + " ms, " + encoded.length + " bytes]";
  }
}
