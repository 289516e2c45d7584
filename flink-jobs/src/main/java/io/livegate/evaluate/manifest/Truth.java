package io.livegate.evaluate.manifest;

import java.util.Set;

/** What a label means for the figures. */
public enum Truth {
  /** A genuine person: {@code live}, {@code real}. */
  BONA_FIDE,
  /** A genuine person in a picture that hardly shows one: reported apart. */
  DEGRADED,
  /** Something presented in place of a person. */
  ATTACK,
  NO_FACE,
  /** A swapped or driven face. */
  DEEPFAKE,
  /** Nothing explicit in it. */
  BENIGN,
  /** Classical art, standing in for explicit content. */
  ART_NUDE,
  /** In none of the figures, on purpose. */
  APART,
  /** A label this table does not know: listed, in none of the figures. */
  UNKNOWN;

  private static final Set<String> SET_APART = Set.of("hostile", "phash", "face-hard", "unclear");

  public static Truth of(String category, String label) {
    if (SET_APART.contains(category) || SET_APART.contains(label)) {
      return APART;
    }
    switch (label) {
      case "live", "real":
        return BONA_FIDE;
      case "live-degraded":
        return DEGRADED;
      case "mask", "static-image", "synthetic-video":
        return ATTACK;
      case "person-no-face":
        return NO_FACE;
      case "art-neutral":
        return BENIGN;
      case "art-nude":
        return ART_NUDE;
      default:
        return byPrefix(category, label);
    }
  }

  private static Truth byPrefix(String category, String label) {
    if (label.startsWith("print") || label.startsWith("replay")) {
      return ATTACK;
    }
    if (label.startsWith("noface")) {
      return NO_FACE;
    }
    if (label.startsWith("deepfake")) {
      return DEEPFAKE;
    }
    if (label.startsWith("neutral")) {
      return BENIGN;
    }
    return category.equals("presentation-attack") && !label.startsWith("live") ? ATTACK : UNKNOWN;
  }
}
