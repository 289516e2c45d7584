package io.livegate.evaluate.count;

import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * One file of the manifest and what the pipeline made of it.
 *
 * @param outcome banned, disconnected, refused, review, admitted or undecided
 * @param admitted whether it was ever let in
 * @param reasons codes, in the decider's order
 * @param happenings its enforcement events in their order, the closing one left out
 * @param moments one for each judged frame, in their order; at least one
 * @param refusable whether a refusing rule would have held at some moment, see {@link RefusalWatch}
 */
public record Case(
    ManifestEntry entry,
    Medium medium,
    String outcome,
    boolean admitted,
    List<String> reasons,
    List<Happening> happenings,
    List<Moment> moments,
    boolean refusable) {

  /** At the default plan's gate a frame stands for this long. */
  private static final double FRAME_SECONDS = 0.1;

  public Case {
    reasons = List.copyOf(reasons);
    happenings = List.copyOf(happenings);
    moments = List.copyOf(moments);
  }

  public Truth truth() {
    return entry.truth();
  }

  public boolean isClip() {
    return medium == Medium.CLIP;
  }

  /** How long it lasts: as the manifest says, else up to the last judged frame. */
  public double seconds() {
    Double said = entry.seconds();
    if (said != null) {
      return said;
    }
    return moments.isEmpty()
        ? 0
        : moments.get(moments.size() - 1).atMillis() / 1000.0 + FRAME_SECONDS;
  }

  /** The frames' scores of that name, frames without it left out. */
  public double[] scores(String name) {
    return moments.stream()
        .mapToDouble(moment -> moment.score(name))
        .filter(score -> !Double.isNaN(score))
        .toArray();
  }

  /** The mean of {@link #scores}; NaN without one. */
  public double mean(String name) {
    return Arrays.stream(scores(name)).average().orElse(Double.NaN);
  }

  /** The largest of {@link #scores}; NaN without one. */
  public double max(String name) {
    return Arrays.stream(scores(name)).max().orElse(Double.NaN);
  }

  /** When the first event of that type came. */
  public OptionalLong first(String type) {
    return happenings.stream()
        .filter(happening -> happening.type().equals(type))
        .mapToLong(Happening::atMillis)
        .findFirst();
  }
}
