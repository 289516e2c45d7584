package io.livegate.hash;

import java.util.Arrays;

/**
 * Hashes of one stream in the order of their times. Holds 40 bytes a hash. Not thread-safe.
 *
 * <p>Quality is not kept: hashes without enough structure are not worth adding.
 */
public final class HashSeries {

  private static final int WORDS = 4;

  private long[] millis = new long[16];
  private long[] words = new long[16 * WORDS];
  private int from;
  private int to;

  /** Those that {@link #toLongs} wrote. */
  public static HashSeries of(long[] longs) {
    HashSeries series = new HashSeries();
    for (int i = 0; i < longs.length; i += 1 + WORDS) {
      series.add(
          longs[i], new FrameHash(longs[i + 1], longs[i + 2], longs[i + 3], longs[i + 4], 100));
    }
    return series;
  }

  /** Five for each hash: its time and its bits. */
  public long[] toLongs() {
    long[] longs = new long[size() * (1 + WORDS)];
    for (int i = 0; i < size(); i++) {
      longs[i * (1 + WORDS)] = millis(i);
      System.arraycopy(words, (from + i) * WORDS, longs, i * (1 + WORDS) + 1, WORDS);
    }
    return longs;
  }

  /**
   * @throws IllegalArgumentException if the time is before the newest
   */
  public void add(long atMillis, FrameHash hash) {
    if (size() > 0 && atMillis < millis[to - 1]) {
      throw new IllegalArgumentException(
          "a hash of " + atMillis + " ms cannot follow one of " + millis[to - 1] + " ms");
    }
    if (to == millis.length) {
      makeRoom();
    }
    millis[to] = atMillis;
    words[to * WORDS] = hash.w0();
    words[to * WORDS + 1] = hash.w1();
    words[to * WORDS + 2] = hash.w2();
    words[to * WORDS + 3] = hash.w3();
    to++;
  }

  private void makeRoom() {
    int size = size();
    int room = size * 4 > millis.length * 3 ? millis.length * 2 : millis.length;
    long[] newMillis = room == millis.length ? millis : new long[room];
    long[] newWords = room == millis.length ? words : new long[room * WORDS];
    System.arraycopy(millis, from, newMillis, 0, size);
    System.arraycopy(words, from * WORDS, newWords, 0, size * WORDS);
    millis = newMillis;
    words = newWords;
    from = 0;
    to = size;
  }

  public int size() {
    return to - from;
  }

  /** Time of the hash at 0 to {@link #size} - 1. */
  public long millis(int index) {
    return millis[from + index];
  }

  public long newestMillis() {
    return size() == 0 ? Long.MIN_VALUE : millis[to - 1];
  }

  /** In how many bits the hash at one place differs from that at a place of another series. */
  public int distance(int index, HashSeries other, int otherIndex) {
    int a = (from + index) * WORDS;
    int b = (other.from + otherIndex) * WORDS;
    return Long.bitCount(words[a] ^ other.words[b])
        + Long.bitCount(words[a + 1] ^ other.words[b + 1])
        + Long.bitCount(words[a + 2] ^ other.words[b + 2])
        + Long.bitCount(words[a + 3] ^ other.words[b + 3]);
  }

  /** In how many bits the hash at a place differs from this one. */
  public int distance(int index, FrameHash hash) {
    int a = (from + index) * WORDS;
    return Long.bitCount(words[a] ^ hash.w0())
        + Long.bitCount(words[a + 1] ^ hash.w1())
        + Long.bitCount(words[a + 2] ^ hash.w2())
        + Long.bitCount(words[a + 3] ^ hash.w3());
  }

  /** The hash at a place, with quality 100. */
  public FrameHash hash(int index) {
    int a = (from + index) * WORDS;
    return new FrameHash(words[a], words[a + 1], words[a + 2], words[a + 3], 100);
  }

  /** Place of the first hash not before this time; {@link #size} if there is none. */
  public int firstFrom(long atMillis) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (millis[middle] < atMillis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - from;
  }

  /** Place of the hash nearest in time, the earlier of two as near; -1 if none is near enough. */
  public int nearest(long atMillis, long toleranceMillis) {
    int after = firstFrom(atMillis);
    int best = -1;
    long gap = toleranceMillis + 1;
    for (int i = Math.max(0, after - 1); i <= after && i < size(); i++) {
      long away = Math.abs(millis(i) - atMillis);
      if (away < gap) {
        best = i;
        gap = away;
      }
    }
    return best;
  }

  /** Forgets what is older. */
  public void dropBefore(long atMillis) {
    from += firstFrom(atMillis);
  }

  /** Forgets the oldest so many. */
  public void dropFirst(int count) {
    from += Math.min(count, size());
  }

  @Override
  public String toString() {
    return "HashSeries[" + size() + ", " + Arrays.toString(new long[] {newestMillis()}) + "]";
  }
}
