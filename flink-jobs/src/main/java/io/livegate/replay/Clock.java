package io.livegate.replay;

/** What the times in recorded signals are. */
public enum Clock {
  /** Of the media, as {@code judge} writes them: only records move time. */
  MEDIA,
  /** The broker's, as a running job writes them: what is due happens while a stream is silent. */
  BROKER
}
