package io.livegate.evaluate.count;

/** What kind of file a case is. */
public enum Medium {
  CLIP,
  STILL
}
