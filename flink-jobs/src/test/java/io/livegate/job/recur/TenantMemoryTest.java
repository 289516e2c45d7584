package io.livegate.job.recur;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantMemoryTest {

  private static final long HOUR = 3_600_000;

  private final TenantMemory memory = memory(false, 100_000);
  private final MovingScene call = new MovingScene(1, 1);

  @Test
  void a_recording_of_another_session_is_found_within_four_seconds_and_as_long_as_it_lasts() {
    show(memory, "first", "a", 0, 20_000, call::at);

    assertThat(show(memory, "second", "b", 0, 3_900, t -> call.at(t + 7_000, 0, 6)))
        .isGreaterThanOrEqualTo(2.8);
    assertThat(show(memory, "second", "b", 4_000, 9_000, t -> call.at(t + 7_000, 0, 6)))
        .isBetween(7.5, 9.5);
    assertThat(show(memory, "second", "b", 9_100, 25_000, new MovingScene(1, 9)::at)).isZero();
  }

  @Test
  void a_recording_that_was_cut_is_found() {
    LongFunction<FrameHash> cut = t -> call.at(t + 3_000, 0.2, 4);
    assertThat(call.at(9_000, 0.2, 4).distance(call.at(9_000))).isBetween(25, 60);
    show(memory, "first", "a", 0, 20_000, call::at);

    assertThat(show(memory, "second", "b", 0, 8_000, cut)).isGreaterThan(3);
  }

  @Test
  void another_moment_in_the_same_room_is_not_taken_for_a_recording() {
    show(memory, "first", "a", 0, 20_000, call::at);

    assertThat(highest(memory, "second", "b", 20_000, new MovingScene(1, 2)::at)).isZero();
  }

  @Test
  void the_same_frames_in_another_order_are_no_recording() {
    show(memory, "first", "a", 0, 20_000, call::at);

    assertThat(highest(memory, "backwards", "b", 20_000, t -> call.at(20_000 - t))).isZero();
    assertThat(highest(memory, "mixed", "b", 20_000, t -> call.at(t * 7_919 % 20_000))).isZero();
  }

  @Test
  void a_picture_that_stands_still_is_neither_remembered_nor_found() {
    show(memory, "first", "a", 0, 20_000, t -> call.at(0));

    assertThat(memory.frames()).isEqualTo(1);
    assertThat(highest(memory, "second", "b", 20_000, t -> call.at(0))).isZero();
  }

  @Test
  void the_same_device_may_show_the_same_again_and_an_unknown_one_counts_as_another() {
    show(memory, "first", "a", 0, 10_000, call::at);

    assertThat(show(memory, "same device", "a", 0, 9_000, call::at)).isZero();
    assertThat(show(memory, "unknown device", null, 0, 9_000, call::at)).isGreaterThan(5);
  }

  @Test
  void live_what_was_shown_just_now_is_one_camera_in_two_sessions() {
    TenantMemory live = memory(true, 100_000);
    long now = 1_700_000_000_000L;
    for (long t = 0; t < 12_000; t += 100) {
      live.see(record("one", "a", now + t, call.at(t)));
      double seconds = live.see(record("two", "b", now + t + 1_000, call.at(t)));
      assertThat(seconds).isZero();
    }
    assertThat(show(live, "later", "c", now + 13_000, now + 20_000, t -> call.at(t - now - 13_000)))
        .isGreaterThan(5);
  }

  @Test
  void the_oldest_frames_make_room_and_leave_their_pieces() {
    TenantMemory small = memory(false, 50);
    Map<String, Piece> kept = new TreeMap<>();
    for (int session = 0; session < 10; session++) {
      MovingScene scene = new MovingScene(session, session);
      show(small, "s" + session, "d" + session, 0, 20_000, scene::at);
      keep(small, kept);
    }

    assertThat(small.frames()).isEqualTo(50);
    assertThat(kept.values()).extracting(piece -> piece.session).containsOnly("s8", "s9");
    assertThat(highest(small, "late", "x", 9_000, new MovingScene(9, 9)::at)).isGreaterThan(3);
    assertThat(highest(small, "too late", "x", 9_000, new MovingScene(2, 2)::at)).isZero();
  }

  @Test
  void time_erases() {
    Map<String, Piece> kept = new TreeMap<>();
    show(memory, "first", "a", 0, 20_000, call::at);
    keep(memory, kept);
    assertThat(kept).isNotEmpty();

    memory.expire(20_001);
    keep(memory, kept);

    assertThat(memory.isEmpty()).isTrue();
    assertThat(kept).isEmpty();
    assertThat(highest(memory, "second", "b", 9_000, call::at)).isZero();
  }

  @Test
  void a_device_that_is_erased_leaves_nothing() {
    Map<String, Piece> kept = new TreeMap<>();
    MovingScene other = new MovingScene(3, 3);
    show(memory, "first", "a", 0, 20_000, call::at);
    show(memory, "other", "b", 0, 20_000, other::at);
    keep(memory, kept);

    memory.eraseDevice("a");
    keep(memory, kept);

    assertThat(kept.values()).isNotEmpty().allMatch(piece -> piece.session.equals("other"));
    assertThat(highest(memory, "again", "c", 9_000, call::at)).isZero();
    assertThat(highest(memory, "other again", "c", 9_000, other::at)).isGreaterThan(3);
  }

  @Test
  void a_device_that_is_named_late_is_erased_with_what_was_shown_before() {
    Map<String, Piece> kept = new TreeMap<>();
    show(memory, "first", null, 0, 20_000, call::at);
    keep(memory, kept);
    memory.see(record("first", "a", 20_100, call.at(20_100)));
    keep(memory, kept);
    assertThat(kept.values()).hasSizeGreaterThan(1).allMatch(piece -> "a".equals(piece.device));

    memory.eraseDevice("a");
    keep(memory, kept);

    assertThat(kept).isEmpty();
    assertThat(highest(memory, "again", "c", 9_000, call::at)).isZero();
  }

  @Test
  void the_same_device_may_show_the_same_again_however_late_it_is_named() {
    show(memory, "first", null, 0, 500, call::at);
    show(memory, "first", "a", 600, 10_000, call::at);

    assertThat(highest(memory, "always named", "a", 9_000, call::at)).isZero();
    show(memory, "named late", null, 0, 500, call::at);
    assertThat(show(memory, "named late", "a", 600, 9_000, call::at)).isZero();
  }

  @Test
  void what_was_kept_is_taken_back_after_a_restart() {
    Map<String, Piece> kept = new TreeMap<>();
    show(memory, "first", "a", 0, 60_000, call::at);
    keep(memory, kept);
    assertThat(kept).hasSizeGreaterThan(2);
    TenantMemory restarted = memory(false, 100_000);

    restarted.restore(kept.values());

    assertThat(restarted.frames()).isEqualTo(memory.frames());
    assertThat(highest(restarted, "second", "b", 9_000, t -> call.at(t + 40_000))).isGreaterThan(3);
    assertThat(show(restarted, "first", "a", 60_100, 62_000, call::at)).isZero();
    keep(restarted, kept);
    assertThat(kept.values().stream().mapToInt(piece -> piece.millis.length).sum())
        .isEqualTo(restarted.frames());
  }

  @Test
  void of_two_witnesses_only_the_first_is_remembered() {
    for (long t = 0; t < 20_000; t += 100) {
      memory.see(record("first", "a", t, call.at(t)));
      memory.see(MovingScene.record("first", "a", Witness.SERVER, t, new MovingScene(8, 8).at(t)));
    }

    assertThat(highest(memory, "second", "b", 9_000, new MovingScene(8, 8)::at)).isZero();
    assertThat(highest(memory, "third", "b", 9_000, call::at)).isGreaterThan(3);
  }

  @Property(tries = 40)
  void a_recording_is_found_from_wherever_it_begins_and_whatever_the_phase_of_its_frames(
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll @IntRange(max = 11_000) int from,
      @ForAll @IntRange(max = 8) int noise) {
    TenantMemory fresh = memory(false, 100_000);
    MovingScene scene = new MovingScene(seed, seed + 1);
    show(fresh, "first", "a", 0, 20_000, scene::at);

    assertThat(highest(fresh, "second", "b", 8_000, t -> scene.at(t + from, 0, noise)))
        .isGreaterThanOrEqualTo(3);
  }

  @Property(tries = 40)
  void nobody_is_accused_of_another_moment_whoever_it_is(
      @ForAll @LongRange(max = 1_000) long room, @ForAll @LongRange(max = 1_000) long moment) {
    TenantMemory fresh = memory(false, 100_000);
    show(fresh, "first", "a", 0, 15_000, new MovingScene(room, moment)::at);

    assertThat(highest(fresh, "second", "b", 15_000, new MovingScene(room, moment + 1)::at))
        .isLessThan(3);
  }

  private static TenantMemory memory(boolean live, int frames) {
    return new TenantMemory(new RecurrenceLimits(live, HOUR, 500, frames));
  }

  private static void keep(TenantMemory memory, Map<String, Piece> kept) {
    for (PieceKey key : memory.takeChanged()) {
      Piece piece = memory.piece(key);
      if (piece == null) {
        kept.remove(key.asKey());
      } else {
        kept.put(key.asKey(), piece);
      }
    }
  }

  private static io.livegate.signal.Signals record(
      String session, @Nullable String device, long atMillis, FrameHash hash) {
    return MovingScene.record(session, device, Witness.SENDER, atMillis, hash);
  }

  /** Ten frames a second; the score of the last. */
  private static double show(
      TenantMemory memory,
      String session,
      @Nullable String device,
      long from,
      long to,
      LongFunction<FrameHash> hashes) {
    double seconds = 0;
    for (long t = from; t <= to; t += 100) {
      seconds = memory.see(record(session, device, t, hashes.apply(t)));
    }
    return seconds;
  }

  private static double highest(
      TenantMemory memory,
      String session,
      @Nullable String device,
      long to,
      LongFunction<FrameHash> hashes) {
    List<Double> all = new ArrayList<>();
    for (long t = 0; t <= to; t += 100) {
      all.add(memory.see(record(session, device, t, hashes.apply(t))));
    }
    return all.stream().mapToDouble(x -> x).max().orElse(0);
  }
}
