package io.livegate.ingest.source;

/**
 * What is known of a source once it is open.
 *
 * @param name for messages: a path or an address without its credentials
 * @param kind what it is
 * @param framesPerSecond the source's own rate, 0 when not known
 * @param durationMillis as the source claims, -1 when it has none or does not say
 */
public record SourceInfo(String name, Kind kind, double framesPerSecond, long durationMillis) {

  /** The kinds of source. */
  public enum Kind {
    VIDEO_FILE,
    STILL,
    STREAM,
    CAMERA
  }
}
