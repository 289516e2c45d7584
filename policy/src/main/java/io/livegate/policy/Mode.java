package io.livegate.policy;

/** Whether decisions are to be carried out. */
public enum Mode {
  ENFORCE,
  /** Decisions are only marked: what would have happened. */
  OBSERVE
}
