package io.livegate.job.recur;

import io.livegate.hash.FrameHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds remembered frames near a hash without looking at all of them: multi-index hashing (Norouzi,
 * Punjani and Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012). Hashes
 * are cut into 16 bands of 16 bits; a look-up visits the frames that differ in at most one bit in
 * some band. A frame within 31 bits cannot be missed, for 32 differences are needed to put two into
 * every band; of those further away some are: with differences spread evenly 1 % at 40 bits, 25 %
 * at 60.
 *
 * <p>The newest frames are held in a ring in the order they came; those with the same band hang on
 * a chain, newest first, which ends where the ring was overwritten (as in LZ77 compressors), so
 * that forgetting costs nothing. About 140 bytes a frame.
 */
final class BandIndex {

  private static final int FIRST_CAPACITY = 256;
  private static final int BAND_VALUES = 1 << FrameHash.BAND_BITS;
  private static final int NOWHERE = -1;

  /** Takes what a look-up finds, each frame once. */
  interface Visitor {
    void visit(Track track, int number);
  }

  private final int maxFrames;
  private @Nullable Track[] owners;
  private int[] numbers;
  private int[] previous;
  private int[] heads;
  private int[] lookUps;
  private int lookUp;
  private int oldest;
  private int next;

  /**
   * @param maxFrames more than that are not held
   */
  BandIndex(int maxFrames) {
    this.maxFrames = maxFrames;
    int capacity = FIRST_CAPACITY;
    owners = new @Nullable Track[capacity];
    numbers = new int[capacity];
    previous = new int[capacity * FrameHash.BANDS];
    heads = emptyHeads(capacity);
    lookUps = new int[capacity];
  }

  private static int[] emptyHeads(int capacity) {
    int[] heads = new int[FrameHash.BANDS * Math.min(BAND_VALUES, capacity)];
    Arrays.fill(heads, NOWHERE);
    return heads;
  }

  int size() {
    return next - oldest;
  }

  /** Adds a frame that its track holds. The oldest must have been removed where it is full. */
  void add(Track track, int number) {
    if (size() == owners.length || next == Integer.MAX_VALUE) {
      rebuild(size() == owners.length ? owners.length * 2 : owners.length);
    }
    put(track, number);
  }

  private void put(Track track, int number) {
    int slot = next & (owners.length - 1);
    owners[slot] = track;
    numbers[slot] = number;
    lookUps[slot] = lookUp - 1;
    FrameHash hash = track.frames.hash(track.place(number));
    for (int band = 0; band < FrameHash.BANDS; band++) {
      int head = head(band, hash.band(band));
      previous[slot * FrameHash.BANDS + band] = heads[head];
      heads[head] = next;
    }
    next++;
  }

  private int head(int band, int value) {
    int perBand = heads.length / FrameHash.BANDS;
    // Neighbouring values lie on neighbouring chains: fold the high bits in where there are few.
    int mixed = perBand == BAND_VALUES ? value : value * 0x9E3779B1 >>> FrameHash.BAND_BITS;
    return band * perBand + (mixed & (perBand - 1));
  }

  private void rebuild(int capacity) {
    @Nullable Track[] oldOwners = owners;
    int[] oldNumbers = numbers;
    int from = oldest;
    int to = next;
    owners = new @Nullable Track[capacity];
    numbers = new int[capacity];
    previous = new int[capacity * FrameHash.BANDS];
    heads = emptyHeads(capacity);
    lookUps = new int[capacity];
    oldest = 0;
    next = 0;
    for (int position = from; position < to; position++) {
      int slot = position & (oldOwners.length - 1);
      Track owner = oldOwners[slot];
      if (owner != null) {
        put(owner, oldNumbers[slot]);
      }
    }
  }

  boolean isFull() {
    return size() >= maxFrames;
  }

  /** The track of the oldest frame, null where that was erased or nothing is held. */
  @Nullable Track oldestTrack() {
    return size() == 0 ? null : owners[oldest & (owners.length - 1)];
  }

  /** The number of the oldest frame in its track. */
  int oldestNumber() {
    return numbers[oldest & (owners.length - 1)];
  }

  void removeOldest() {
    owners[oldest & (owners.length - 1)] = null;
    oldest++;
  }

  /** Erases all frames of a track. */
  void erase(Track track) {
    for (int position = oldest; position < next; position++) {
      int slot = position & (owners.length - 1);
      if (owners[slot] == track) {
        owners[slot] = null;
      }
    }
  }

  /** Visits frames of which a band differs in at most one bit, newest first within a band. */
  void lookUp(FrameHash hash, int maxVisits, Visitor visitor) {
    lookUp++;
    int left = maxVisits;
    for (int band = 0; band < FrameHash.BANDS && left > 0; band++) {
      int value = hash.band(band);
      left = walk(head(band, value), band, left, visitor);
      for (int bit = 0; bit < FrameHash.BAND_BITS && left > 0; bit++) {
        left = walk(head(band, value ^ 1 << bit), band, left, visitor);
      }
    }
  }

  private int walk(int head, int band, int maxVisits, Visitor visitor) {
    int left = maxVisits;
    for (int position = heads[head]; position >= oldest && left > 0; left--) {
      int slot = position & (owners.length - 1);
      Track owner = owners[slot];
      if (owner != null && lookUps[slot] != lookUp) {
        lookUps[slot] = lookUp;
        visitor.visit(owner, numbers[slot]);
      }
      position = previous[slot * FrameHash.BANDS + band];
    }
    return left;
  }
}
