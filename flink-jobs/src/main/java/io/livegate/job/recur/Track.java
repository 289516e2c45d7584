package io.livegate.job.recur;

import io.livegate.hash.FrameHash;
import io.livegate.hash.HashSeries;
import org.jspecify.annotations.Nullable;

/** What is remembered of one session, oldest frame first. Frames keep their number for ever. */
final class Track {

  final String session;

  /** Null until a record of the session has named it. */
  @Nullable String device;

  final HashSeries frames = new HashSeries();
  private int firstNumber;

  /**
   * @param firstNumber of the first frame that will be added
   */
  Track(String session, @Nullable String device, int firstNumber) {
    this.session = session;
    this.device = device;
    this.firstNumber = firstNumber;
  }

  /** Returns the frame's number. */
  int add(long atMillis, FrameHash hash) {
    frames.add(atMillis, hash);
    return nextNumber() - 1;
  }

  int firstNumber() {
    return firstNumber;
  }

  int nextNumber() {
    return firstNumber + frames.size();
  }

  /** Forgets the frame of this number and all before it. */
  void forgetThrough(int number) {
    int count = Math.min(number + 1 - firstNumber, frames.size());
    if (count > 0) {
      frames.dropFirst(count);
      firstNumber += count;
    }
  }

  /** Place of the frame of this number in {@link #frames}. */
  int place(int number) {
    return number - firstNumber;
  }

  /**
   * Whether this may be the recording that a session shows: it is another session's, and not known
   * to be of the same device. A device that is not known is another one.
   */
  boolean isElsewhere(String otherSession, @Nullable String otherDevice) {
    return !session.equals(otherSession) && (device == null || !device.equals(otherDevice));
  }
}
