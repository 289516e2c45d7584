package io.livegate.policy;

import java.util.Locale;

/** What a layer is for, from the lowest to the highest; below all of them lies a whole policy. */
public enum LayerKind {
  /** One platform's sessions. */
  TENANT,
  /** Sessions whose records name this region. */
  REGION,
  /** A share of the sessions, the same ones as long as it runs. */
  EXPERIMENT;

  /** The name in layers and events: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
