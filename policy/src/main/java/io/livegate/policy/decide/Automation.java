package io.livegate.policy.decide;

/** How far a decision was made by machine, in the words of the EU DSA transparency database. */
public enum Automation {
  FULLY,
  /** The machine asks, a human decides. */
  PARTIALLY,
  NOT_AUTOMATED
}
