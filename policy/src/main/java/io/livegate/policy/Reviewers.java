package io.livegate.policy;

/** Whether people who review are on shift; a platform that does not say so has none. */
public enum Reviewers {
  ON_SHIFT,
  ABSENT;

  /** Whether it is as this asks for. */
  public boolean isMetBy(boolean onShift) {
    return onShift == (this == ON_SHIFT);
  }
}
