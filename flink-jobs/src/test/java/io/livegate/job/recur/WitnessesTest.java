package io.livegate.job.recur;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import java.util.Random;
import java.util.function.LongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WitnessesTest {

  private static final long LENGTH = 20_000;

  private final MovingScene call = new MovingScene(1, 1);

  /** The last score of the other witness's records. */
  private static double seconds(
      LongFunction<FrameHash> sender, LongFunction<@Nullable FrameHash> other, long every) {
    WitnessState state = null;
    double seconds = 0;
    for (long t = 0; t <= LENGTH; t += every) {
      Witnesses.Result sent =
          Witnesses.see(state, MovingScene.record("s", null, Witness.SENDER, t, sender.apply(t)));
      FrameHash seen = other.apply(t);
      state = sent.state();
      if (seen != null) {
        Witnesses.Result result =
            Witnesses.see(
                state, MovingScene.record("s", null, Witness.RECEIVER, t + every / 3, seen));
        state = result.state();
        seconds = result.seconds() == null ? seconds : result.seconds();
      }
    }
    return seconds;
  }

  @Property(tries = 60)
  void the_same_stream_late_noisy_and_with_losses_is_no_disagreement(
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll @IntRange(min = -2_000, max = 2_000) int skew,
      @ForAll @IntRange(max = 8) int noise) {
    MovingScene scene = new MovingScene(seed, seed);
    Random losses = new Random(seed);

    assertThat(
            seconds(
                scene::at,
                t -> losses.nextDouble() < 0.3 ? null : scene.at(t - skew, 0, noise),
                100))
        .isZero();
  }

  @Test
  void at_one_frame_a_second_the_same_stream_is_still_the_same() {
    assertThat(seconds(call::at, t -> call.at(t - 700, 0, 6), 1_000)).isZero();
  }

  @Test
  void another_moment_somebody_else_and_a_held_picture_are_a_lasting_disagreement() {
    assertThat(seconds(call::at, new MovingScene(1, 2)::at, 100)).isGreaterThan(8);
    assertThat(seconds(call::at, new MovingScene(2, 2)::at, 100)).isGreaterThan(8);
    assertThat(seconds(call::at, t -> call.at(55_000), 100)).isGreaterThan(8);
    assertThat(seconds(call::at, new MovingScene(1, 2)::at, 1_000)).isGreaterThan(5);
  }

  @Test
  void a_scene_that_stands_still_for_both_is_no_disagreement() {
    assertThat(seconds(t -> call.at(0), t -> call.at(0, 0, 8), 100)).isZero();
  }

  @Test
  void an_agreement_ends_what_was_before() {
    assertThat(seconds(call::at, t -> t < 10_000 ? new MovingScene(1, 2).at(t) : call.at(t), 100))
        .isZero();
  }

  @Test
  void nothing_is_kept_and_nothing_said_while_only_the_sender_is_heard() {
    Witnesses.Result result =
        Witnesses.see(null, MovingScene.record("s", null, Witness.SENDER, 0, call.at(0)));

    assertThat(result.state()).isNull();
    assertThat(result.seconds()).isNull();
  }

  @Test
  void a_receiver_without_a_sender_accuses_nobody() {
    WitnessState state = null;
    for (long t = 0; t <= LENGTH; t += 100) {
      Witnesses.Result result =
          Witnesses.see(state, MovingScene.record("s", null, Witness.RECEIVER, t, call.at(t)));
      state = result.state();
      assertThat(result.seconds()).isEqualTo(0.0);
    }
  }

  @Test
  void the_state_stays_under_five_kilobytes() {
    WitnessState state = null;
    for (long t = 0; t <= 60_000; t += 50) {
      for (Witness witness : Witness.values()) {
        state = Witnesses.see(state, MovingScene.record("s", null, witness, t, call.at(t))).state();
      }
    }

    assertThat(state).isNotNull();
    assertThat(state.sender.length + state.receiver.frames.length + state.server.frames.length)
        .isLessThan(5_000 / Long.BYTES);
  }
}
