package io.livegate.job.metrics;

import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import java.util.HashSet;
import java.util.Set;

/**
 * Every frame's way in and out of one judging task: received = settled + in flight. The three are
 * counted apart (at the door, at each fate, and as a set of positions), so that a frame that is
 * forgotten or counted twice shows in {@link #unaccounted}.
 *
 * <p>It goes on over restarts: {@link #snapshot} is checkpointed, and a frame that comes again from
 * the checkpoint was received before. When the parallelism changes, tallies and frames in flight
 * may come to different tasks; the sum over all tasks stays right, that of one may not.
 *
 * <p>Written by the task's thread, read by metric reporters.
 */
public final class FrameAccount {

  private record Position(int partition, long offset) {}

  private final Set<Position> inFlight = new HashSet<>();
  private FrameTally tally = FrameTally.NOTHING;

  /**
   * A frame came in.
   *
   * @param again it was in flight when a checkpoint was taken, and was counted then
   */
  public synchronized void received(int partition, long offset, boolean again) {
    inFlight.add(new Position(partition, offset));
    if (!again) {
      tally = tally.plus(new FrameTally(1, FrameCounts.ZERO, 0, 0));
    }
  }

  /** A frame reached its fate. */
  public synchronized void settled(int partition, long offset, FrameFate fate) {
    inFlight.remove(new Position(partition, offset));
    tally = tally.plus(new FrameTally(0, FrameCounts.of(fate), 0, 0));
  }

  /** A record names no session. */
  public synchronized void unaddressed() {
    tally = tally.plus(new FrameTally(0, FrameCounts.ZERO, 1, 0));
  }

  /** So many records were deleted before they could be read. */
  public synchronized void lostToRetention(long records) {
    tally = tally.plus(new FrameTally(0, FrameCounts.ZERO, 0, records));
  }

  /**
   * Frames neither settled nor in flight: 0, or there is a mistake in here. Above 0 also for the
   * moment between a restart and the return of the frames that were in flight.
   */
  public synchronized long unaccounted() {
    return tally.received() - tally.settled().received() - inFlight.size();
  }

  public synchronized int inFlight() {
    return inFlight.size();
  }

  public synchronized FrameTally snapshot() {
    return tally;
  }

  /** Adds what a checkpoint kept. */
  public synchronized void restore(FrameTally kept) {
    tally = tally.plus(kept);
  }
}
