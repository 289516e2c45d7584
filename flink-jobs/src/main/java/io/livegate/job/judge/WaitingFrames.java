package io.livegate.job.judge;

import io.livegate.job.judge.FrameScheduler.Line;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Frames in the order they came; those that wait no more are forgotten at the head. */
final class WaitingFrames {

  private final Deque<Frame> byAge = new ArrayDeque<>();

  /** A frame of a line. */
  record Frame(Line line, QueuedRecord item, long sinceMillis) {}

  void add(Line line, QueuedRecord item, long nowMillis) {
    byAge.add(new Frame(line, item, nowMillis));
  }

  /** Takes out the oldest that still waits, if it came before then. */
  @Nullable Frame pollOlderThan(long millis) {
    for (Frame head = byAge.peekFirst(); head != null; head = byAge.peekFirst()) {
      boolean waits = head.line().holds(head.item());
      if (waits && head.sinceMillis() >= millis) {
        return null;
      }
      byAge.removeFirst();
      if (waits) {
        return head;
      }
    }
    return null;
  }
}
