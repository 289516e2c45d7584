package io.livegate.policy.standing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that the platform is to hear of. */
public sealed interface Change {

  /**
   * The device is to be kept out.
   *
   * @param ban with the id of its event
   * @param observed only what would have happened
   * @param strikes that it rests on, oldest first; empty for a ban by reviewers
   * @param approvedBy the two reviewers; empty for a ban by strikes
   */
  record Banned(
      Restriction ban, boolean observed, List<Restriction> strikes, List<String> approvedBy)
      implements Change {}

  /**
   * Nothing keeps the device out any more.
   *
   * @param ban the one that ended last
   * @param atMillis when
   * @param lifted by this review; null: its time was over
   */
  record Unbanned(KnownBan ban, long atMillis, @Nullable Review lifted) implements Change {}

  /**
   * The action does not stand any more.
   *
   * @param tookBackStrike whether it was a strike until then
   * @param because the action whose fall took this one with it; null: it was reviewed itself
   */
  record Superseded(
      Restriction action, boolean tookBackStrike, @Nullable String because, Review review)
      implements Change {}

  /**
   * What became of a review.
   *
   * @param about null if it is not known
   */
  record Recorded(Review review, Review.Result result, @Nullable Restriction about)
      implements Change {}
}
