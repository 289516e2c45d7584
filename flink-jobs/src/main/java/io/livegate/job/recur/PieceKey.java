package io.livegate.job.recur;

/**
 * Names a piece of a session's track.
 *
 * @param number its frames are {@code number * FRAMES} and those after
 */
record PieceKey(String session, int number) {

  static PieceKey of(String session, int frameNumber) {
    return new PieceKey(session, frameNumber / Piece.FRAMES);
  }

  /** Whether a frame is the last of its piece. */
  static boolean endsAt(int frameNumber) {
    return frameNumber % Piece.FRAMES == Piece.FRAMES - 1;
  }

  String asKey() {
    return number + "/" + session;
  }
}
