package io.livegate.job.recur;

import io.livegate.hash.FrameHash;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive frames of one session, as they are kept in Flink's state; a Flink POJO. Never
 * changed once made.
 */
public class Piece {

  static final int FRAMES = 32;
  private static final int WORDS = 4;

  public String session = "";
  public @Nullable String device;

  /** Of the piece in its track. */
  public int number;

  public long[] millis = new long[0];

  /** Four for each frame, the highest bits first. */
  public long[] words = new long[0];

  public Piece() {}

  /** The frames that a track holds of a piece, null where it holds none. */
  static @Nullable Piece of(Track track, int number) {
    int from = Math.max(track.firstNumber(), number * FRAMES);
    int size = Math.min(track.nextNumber(), (number + 1) * FRAMES) - from;
    if (size <= 0) {
      return null;
    }
    Piece piece = new Piece();
    piece.session = track.session;
    piece.device = track.device;
    piece.number = number;
    piece.millis = new long[size];
    piece.words = new long[size * WORDS];
    for (int i = 0; i < size; i++) {
      int place = track.place(from + i);
      FrameHash hash = track.frames.hash(place);
      piece.millis[i] = track.frames.millis(place);
      piece.words[i * WORDS] = hash.w0();
      piece.words[i * WORDS + 1] = hash.w1();
      piece.words[i * WORDS + 2] = hash.w2();
      piece.words[i * WORDS + 3] = hash.w3();
    }
    return piece;
  }

  FrameHash hash(int index) {
    int at = index * WORDS;
    return new FrameHash(words[at], words[at + 1], words[at + 2], words[at + 3], 100);
  }
}
