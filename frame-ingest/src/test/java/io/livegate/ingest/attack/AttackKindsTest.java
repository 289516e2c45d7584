package io.livegate.ingest.attack;

import static io.livegate.ingest.attack.Scenes.attack;
import static io.livegate.ingest.attack.Scenes.difference;
import static io.livegate.ingest.attack.Scenes.luma;
import static io.livegate.ingest.attack.Scenes.psnr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.image.Image;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttackKindsTest {

  private final Clip clip = Scenes.moving();

  @ParameterizedTest
  @EnumSource(AttackKind.class)
  void every_kind_gives_whole_pictures_at_increasing_times_on_both_sides(AttackKind kind) {
    for (Side side : Side.values()) {
      Attack attack = attack(kind, clip, side, 5);
      assertThat(attack.frames()).isGreaterThanOrEqualTo(Scenes.FRAMES);
      Image last = attack.frame(attack.frames() - 1);
      assertThat(last.width()).isEqualTo(Scenes.WIDTH);
      assertThat(last.height()).isEqualTo(Scenes.HEIGHT);
      assertThat(attack.millis(0)).isZero();
      assertThat(IntStream.range(1, attack.frames()))
          .allMatch(i -> attack.millis(i) > attack.millis(i - 1));
    }
  }

  @ParameterizedTest
  @EnumSource(AttackKind.class)
  void a_frame_is_the_same_whenever_it_is_asked_for(AttackKind kind) {
    Attack forwards = attack(kind, clip, Side.SEEN, 3);
    Attack backwards = attack(kind, clip, Side.SEEN, 3);
    byte[] ninth = backwards.frame(9).bgr();
    forwards.frame(0);
    forwards.frame(8);

    assertThat(forwards.frame(9).bgr()).isEqualTo(ninth);
  }

  @ParameterizedTest
  @EnumSource(
      value = AttackKind.class,
      names = {"PRINT", "CUTOUT", "REPLAY", "STILL", "BITRATE"})
  void what_is_made_of_a_clip_differs_from_it(AttackKind kind) {
    Attack attack = attack(kind, clip, Side.SEEN, 2);

    assertThat(psnr(attack.frame(20), clip.frame(20))).isLessThan(32);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void the_control_stays_close_to_its_original(Side side) {
    // within the bars, which are no more than 4 % of the height
    Image made = attack(AttackKind.NONE, clip, side, 4).frame(20);
    Image original = clip.frame(20);

    assertThat(psnr(inner(made), inner(original))).isGreaterThan(24);
    assertThat(luma(inner(made))).isCloseTo(luma(inner(original)), within(3.0));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_freeze_runs_and_then_holds_one_frame(Side side) {
    FreezeAttack attack = (FreezeAttack) attack(AttackKind.FREEZE, clip, side, 6);
    int held = attack.held();

    assertThat(held).isBetween(1, Scenes.FRAMES / 2);
    assertThat(attack.frame(held - 1).bgr()).isNotEqualTo(attack.frame(held).bgr());
    Image at = attack.frame(held);
    assertThat(IntStream.range(held, attack.frames()))
        .allMatch(i -> difference(attack.frame(i), at) < 3);
    assertThat(difference(attack.frame(held - 1), at)).isGreaterThan(3);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_loop_repeats_with_its_period_and_not_before(Side side) {
    LoopAttack attack = (LoopAttack) attack(AttackKind.LOOP, Scenes.brightening(), side, 6);
    int period = attack.period();

    assertThat(attack.frames()).isGreaterThan(period);
    for (int i = 0; i + period < attack.frames(); i++) {
      assertThat(attack.frame(i + period).bgr()).isEqualTo(attack.frame(i).bgr());
    }
    assertThat(attack.frame(1).bgr()).isNotEqualTo(attack.frame(0).bgr());
  }

  @Test
  void a_loop_that_goes_back_never_jumps() {
    Attack attack = attack(AttackKind.LOOP, Scenes.brightening(), Side.UNSEEN, 6);

    assertThat(IntStream.range(1, attack.frames()))
        .allMatch(i -> Math.abs(luma(attack.frame(i)) - luma(attack.frame(i - 1))) < 3);
  }

  @Test
  void a_still_moves_as_a_whole_and_shows_one_moment() {
    Attack still = attack(AttackKind.STILL, Scenes.brightening(), Side.SEEN, 1);
    double first = luma(still.frame(0));
    assertThat(IntStream.range(0, still.frames()))
        .allMatch(i -> Math.abs(luma(still.frame(i)) - first) < 2);

    Attack textured = attack(AttackKind.STILL, clip, Side.UNSEEN, 1);
    assertThat(difference(textured.frame(0), textured.frame(20))).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_covered_camera_sees_next_to_nothing(Side side) {
    Attack attack = attack(AttackKind.BLACK, clip, side, 8);

    assertThat(luma(attack.frame(0))).isLessThan(40);
    assertThat(luma(attack.frame(30))).isLessThan(40);
    assertThat(luma(clip.frame(30))).isGreaterThan(80);
  }

  @Test
  void low_light_darkens_and_adds_noise_that_changes() {
    Attack attack = attack(AttackKind.DARK, Scenes.brightening(), Side.SEEN, 8);
    double gain = AttackPack.draw(AttackKind.DARK, Side.SEEN, 8).number("gain");

    assertThat(luma(attack.frame(10))).isCloseTo(120 * gain, within(2.0));
    assertThat(difference(attack.frame(10), attack.frame(11))).isGreaterThan(4);
  }

  @Test
  void a_screen_has_a_dark_bezel_between_its_picture_and_the_room() {
    Clip bright = Scenes.brightening();
    // a large bezel around a small screen, held straight
    Scene scene =
        new Scene(bright, replay(Side.SEEN, "scale", 0.75, "bezel", 0.08), 3, image -> List.of());
    Image filmed = new ReplayAttack(scene).frame(30);
    int dark = 0;
    for (int x = 0; x < filmed.width() / 2; x++) {
      if (luma(filmed, x, 55, x + 1, 65) < 45) {
        dark++;
      }
    }

    assertThat(dark).isBetween(4, 20);
    assertThat(luma(filmed, 70, 50, 90, 70)).isGreaterThan(100);
  }

  @Test
  void a_screen_shows_the_clip_in_motion_and_a_print_one_moment_of_it() {
    Attack replay = attack(AttackKind.REPLAY, Scenes.brightening(), Side.SEEN, 3);
    Attack print = attack(AttackKind.PRINT, Scenes.brightening(), Side.SEEN, 3);

    assertThat(centre(replay.frame(40)) - centre(replay.frame(0))).isGreaterThan(30);
    assertThat(centre(print.frame(40)) - centre(print.frame(0))).isBetween(-6.0, 6.0);
  }

  @Test
  void behind_a_cut_out_the_live_picture_changes_and_on_the_paper_it_does_not() {
    // the paper lies flat and still before the camera: holes stay where the eyes are
    Parameters drawn =
        with(
            AttackPack.draw(AttackKind.CUTOUT, Side.SEEN, 1),
            "scale",
            1.0,
            "sway",
            1e-9,
            "tilt",
            0.0,
            "turn",
            0.0,
            "bend",
            0.0,
            "moment",
            0.0);
    Scene scene = new Scene(Scenes.brightening(), drawn, 1, image -> List.of(Scenes.FACE));
    Attack attack = new CutoutAttack(scene);
    double eye = luma(attack.frame(44), 51, 43, 59, 47) - luma(attack.frame(0), 51, 43, 59, 47);
    double cheek = luma(attack.frame(44), 51, 73, 59, 77) - luma(attack.frame(0), 51, 73, 59, 77);

    assertThat(eye).isGreaterThan(35);
    assertThat(cheek).isBetween(-4.0, 4.0);
  }

  @Test
  void a_cut_out_of_a_clip_without_a_face_says_what_it_needs() {
    Parameters drawn = AttackPack.draw(AttackKind.CUTOUT, Side.SEEN, 1);
    Scene scene = new Scene(clip, drawn, 1, image -> List.of());

    assertThatThrownBy(() -> new CutoutAttack(scene))
        .isInstanceOf(AttackException.class)
        .hasMessageContaining("no frame of the clip has a face");
  }

  @Test
  void a_collapsed_bitrate_loses_detail_and_keeps_the_scene() {
    Attack attack = attack(AttackKind.BITRATE, clip, Side.UNSEEN, 2);

    assertThat(attack.bitsPerPixel()).isLessThan(Attack.CLEAN_BITS / 5);
    assertThat(psnr(attack.frame(40), clip.frame(40))).isBetween(14.0, 33.0);
  }

  @Test
  void every_cadence_repeats_frames_or_bends_time() {
    Set<String> patterns = new HashSet<>();
    for (Side side : Side.values()) {
      for (int seed = 0; seed < 12; seed++) {
        String pattern = AttackPack.draw(AttackKind.CADENCE, side, seed).choice("pattern");
        CadenceAttack attack = (CadenceAttack) attack(AttackKind.CADENCE, clip, side, seed);
        int repeated = 0;
        int late = 0;
        for (int i = 1; i < attack.frames(); i++) {
          repeated += attack.shown(i) == attack.shown(i - 1) ? 1 : 0;
          late += Math.abs(attack.millis(i) - clip.millis(i)) > 4 ? 1 : 0;
        }
        boolean shows = pattern.equals("repeats") || pattern.equals("stalls");
        assertThat(shows ? repeated : late).as(pattern + " of seed " + seed).isGreaterThan(1);
        patterns.add(pattern);
      }
    }
    assertThat(patterns).containsExactlyInAnyOrder("repeats", "stalls", "bursts", "jitter");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_mismatch_shows_the_receiver_other_frames_than_the_sender(Side side) {
    Clip bright = Scenes.brightening();
    Attack attack = attack(AttackKind.MISMATCH, bright, side, 1);
    long other =
        IntStream.range(0, attack.frames())
            .filter(i -> Math.abs(luma(attack.frame(i)) - luma(bright.frame(i))) > 4)
            .count();

    assertThat(other).isGreaterThan(attack.frames() * 3L / 4);
  }

  private static double centre(Image image) {
    return luma(image, 70, 50, 90, 70);
  }

  private static Image inner(Image image) {
    int left = 16;
    int top = 16;
    int width = image.width() - 2 * left;
    int height = image.height() - 2 * top;
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          image.bgr(), ((y + top) * image.width() + left) * 3, bgr, y * width * 3, width * 3);
    }
    return new Image(width, height, bgr, 1);
  }

  private static Parameters replay(Side side, Object... changes) {
    Parameters drawn = AttackPack.draw(AttackKind.REPLAY, side, 3);
    return with(with(drawn, "sway", 0.001, "tilt", 0.0, "turn", 0.0), changes);
  }

  private static Parameters with(Parameters drawn, Object... changes) {
    Map<String, Object> values = new LinkedHashMap<>(drawn.values());
    for (int i = 0; i < changes.length; i += 2) {
      values.put((String) changes[i], changes[i + 1]);
    }
    return new Parameters(values);
  }
}
