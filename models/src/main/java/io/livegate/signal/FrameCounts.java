package io.livegate.signal;

/**
 * The fate of frames; every frame received has exactly one. In a {@link Signals} record the counts
 * are the change since the session's previous record, so that they survive in whoever adds them up.
 *
 * @param judged a signals record was made
 * @param skipped the sampler saw no need for it
 * @param superseded a newer frame of the session arrived before its turn, or it was stale
 * @param full the scheduler was full and this was the lowest priority
 * @param rejected refused by its header: format, dimensions, size
 * @param undecodable the header was fine, the pixels were not
 * @param failed a model failed or timed out
 * @param duplicate the same sequence number again
 * @param afterEnd arrived after the session ended
 * @param lost in flight when the job was restored from a checkpoint
 */
public record FrameCounts(
    long judged,
    long skipped,
    long superseded,
    long full,
    long rejected,
    long undecodable,
    long failed,
    long duplicate,
    long afterEnd,
    long lost) {

  public static final FrameCounts ZERO = new FrameCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public long received() {
    return judged
        + skipped
        + superseded
        + full
        + rejected
        + undecodable
        + failed
        + duplicate
        + afterEnd
        + lost;
  }

  /** How many had this fate. */
  public long count(FrameFate fate) {
    return switch (fate) {
      case JUDGED -> judged;
      case SKIPPED -> skipped;
      case SUPERSEDED -> superseded;
      case FULL -> full;
      case REJECTED -> rejected;
      case UNDECODABLE -> undecodable;
      case FAILED -> failed;
      case DUPLICATE -> duplicate;
      case AFTER_END -> afterEnd;
      case LOST -> lost;
    };
  }

  public FrameCounts plus(FrameCounts o) {
    return new FrameCounts(
        judged + o.judged,
        skipped + o.skipped,
        superseded + o.superseded,
        full + o.full,
        rejected + o.rejected,
        undecodable + o.undecodable,
        failed + o.failed,
        duplicate + o.duplicate,
        afterEnd + o.afterEnd,
        lost + o.lost);
  }

  public FrameCounts plus(FrameFate fate) {
    return plus(of(fate));
  }

  public static FrameCounts of(FrameFate fate) {
    return new FrameCounts(
        fate == FrameFate.JUDGED ? 1 : 0,
        fate == FrameFate.SKIPPED ? 1 : 0,
        fate == FrameFate.SUPERSEDED ? 1 : 0,
        fate == FrameFate.FULL ? 1 : 0,
        fate == FrameFate.REJECTED ? 1 : 0,
        fate == FrameFate.UNDECODABLE ? 1 : 0,
        fate == FrameFate.FAILED ? 1 : 0,
        fate == FrameFate.DUPLICATE ? 1 : 0,
        fate == FrameFate.AFTER_END ? 1 : 0,
        fate == FrameFate.LOST ? 1 : 0);
  }
}
