package io.livegate.job.recur;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.hash.FrameHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BandIndexTest {

  /** What 16 bands searched within one bit promise. */
  @Property
  void a_frame_within_31_bits_is_always_found(
      @ForAll long seed, @ForAll @IntRange(max = 31) int flips) {
    Random random = new Random(seed);
    BandIndex index = new BandIndex(10_000);
    Track track = new Track("s", null, 0);
    List<FrameHash> hashes = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      FrameHash hash = random(random);
      hashes.add(hash);
      index.add(track, track.add(i, hash));
    }
    int wanted = random.nextInt(hashes.size());

    assertThat(found(index, flipped(hashes.get(wanted), flips, random))).contains(wanted);
  }

  @Test
  void each_frame_is_visited_once_and_few_that_are_unlike() {
    Random random = new Random(5);
    BandIndex index = new BandIndex(10_000);
    Track track = new Track("s", null, 0);
    for (int i = 0; i < 5_000; i++) {
      index.add(track, track.add(i, random(random)));
    }

    List<Integer> found = found(index, track.frames.hash(4_321));

    assertThat(found).contains(4_321).doesNotHaveDuplicates().hasSizeLessThan(5_000 / 20);
  }

  @Test
  void what_was_removed_or_erased_is_not_found() {
    Random random = new Random(6);
    BandIndex index = new BandIndex(10_000);
    Track one = new Track("one", null, 0);
    Track two = new Track("two", null, 0);
    for (int i = 0; i < 300; i++) {
      Track track = i % 2 == 0 ? one : two;
      index.add(track, track.add(i, random(random)));
    }
    FrameHash removed = one.frames.hash(0);
    FrameHash kept = one.frames.hash(10);
    FrameHash erased = two.frames.hash(10);

    index.removeOldest();
    index.erase(two);

    assertThat(found(index, removed)).doesNotContain(0);
    assertThat(found(index, kept)).contains(10);
    index.lookUp(erased, 10_000, (track, number) -> assertThat(track).isSameAs(one));
  }

  @Test
  void the_ring_may_turn_many_times() {
    Random random = new Random(7);
    BandIndex index = new BandIndex(300);
    Track track = new Track("s", null, 0);
    for (int i = 0; i < 3_000; i++) {
      if (index.isFull()) {
        assertThat(index.oldestTrack()).isSameAs(track);
        track.forgetThrough(index.oldestNumber());
        index.removeOldest();
      }
      index.add(track, track.add(i, random(random)));
    }

    assertThat(index.size()).isEqualTo(300);
    for (int number = 2_700; number < 3_000; number += 37) {
      assertThat(found(index, track.frames.hash(track.place(number))))
          .contains(number)
          .allMatch(n -> n >= 2_700);
    }
  }

  private static List<Integer> found(BandIndex index, FrameHash hash) {
    List<Integer> found = new ArrayList<>();
    index.lookUp(hash, 100_000, (track, number) -> found.add(number));
    return found;
  }

  private static FrameHash random(Random random) {
    return new FrameHash(
        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong(), 100);
  }

  private static FrameHash flipped(FrameHash hash, int flips, Random random) {
    long[] words = {hash.w0(), hash.w1(), hash.w2(), hash.w3()};
    for (int i = 0; i < flips; i++) {
      int bit = random.nextInt(FrameHash.BITS);
      words[bit / 64] ^= 1L << bit % 64;
    }
    return new FrameHash(words[0], words[1], words[2], words[3], 100);
  }
}
