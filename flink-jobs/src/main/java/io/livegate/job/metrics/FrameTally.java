package io.livegate.job.metrics;

import io.livegate.signal.FrameCounts;

/**
 * What a checkpoint keeps of a {@link FrameAccount}.
 *
 * @param received frames that came in, those in flight included
 * @param settled frames by fate
 * @param unaddressed records that name no session; they are among the rejected
 * @param lostToRetention records the broker deleted before they were read
 */
public record FrameTally(
    long received, FrameCounts settled, long unaddressed, long lostToRetention) {

  static final FrameTally NOTHING = new FrameTally(0, FrameCounts.ZERO, 0, 0);

  FrameTally plus(FrameTally o) {
    return new FrameTally(
        received + o.received,
        settled.plus(o.settled),
        unaddressed + o.unaddressed,
        lostToRetention + o.lostToRetention);
  }
}
