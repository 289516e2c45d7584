package io.livegate.job.standing;

import io.livegate.policy.standing.Review;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code livegate.reviews}.
 *
 * @param review null if the record cannot be used
 * @param origin topic, partition and offset
 * @param problems why it cannot be used; empty if it can
 */
public record ReviewRecord(@Nullable Review review, String origin, List<String> problems) {

  public ReviewRecord {
    problems = List.copyOf(problems);
  }

  /** The Flink key, see {@link KeepStanding}. */
  public String about() {
    return review == null
        ? origin
        : KeepStanding.about(review.tenant(), review.device(), review.session());
  }
}
