package io.livegate.ingest.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.livegate.image.Image;
import io.livegate.testing.SharedMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttackPackTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = AttackKind.class,
      names = {"NONE", "PRINT", "REPLAY", "CUTOUT", "BITRATE", "CADENCE"})
  void the_same_clip_kind_and_seed_give_the_same_bytes(AttackKind kind) throws Exception {
    Path once = write(Scenes.moving(), kind, Side.SEEN, 11, "once.mp4").get(0);
    Path again = write(Scenes.moving(), kind, Side.SEEN, 11, "again.mp4").get(0);
    Path other = write(Scenes.moving(), kind, Side.SEEN, 12, "other.mp4").get(0);

    assertThat(Files.readAllBytes(once)).isEqualTo(Files.readAllBytes(again));
    assertThat(Files.readAllBytes(once)).isNotEqualTo(Files.readAllBytes(other));
  }

  @Test
  void what_is_written_is_read_back_with_its_frames_and_times() throws Exception {
    Clip clip = Scenes.moving();
    Clip read = Clip.read(write(clip, AttackKind.MISMATCH, Side.SEEN, 1, "a.mp4").get(0));

    assertThat(read.size()).isEqualTo(clip.size());
    for (int i = 0; i < clip.size(); i += 7) {
      assertThat(read.millis(i)).isBetween(clip.millis(i) - 1, clip.millis(i) + 1);
      assertThat(Scenes.psnr(read.frame(i), clip.frame(i))).isGreaterThan(28);
    }
  }

  @Test
  void a_mismatch_writes_the_senders_and_the_receivers_video() throws Exception {
    List<Path> files = write(Scenes.brightening(), AttackKind.MISMATCH, Side.SEEN, 1, "a.mp4");

    assertThat(files)
        .extracting(Path::getFileName)
        .map(Path::toString)
        .containsExactly("a.mp4", "a-receiver.mp4");
    Image original = Scenes.brightening().frame(2);
    double sent = Scenes.difference(Clip.read(files.get(0)).frame(2), original);
    double received = Scenes.difference(Clip.read(files.get(1)).frame(2), original);
    assertThat(received).isGreaterThan(5 * sent);
  }

  @Test
  void a_folder_that_is_not_there_is_named_and_nothing_is_left_behind() throws IOException {
    Path nowhere = folder.resolve("none/a.mp4");

    assertThatThrownBy(
            () ->
                AttackPack.write(
                    Scenes.moving(),
                    AttackKind.BLACK,
                    Side.SEEN,
                    1,
                    Attack.CLEAN_BITS,
                    image -> List.of(),
                    nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none/a.mp4")
        .hasMessageContaining("No such file");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(AttackKind.class)
  void seen_and_unseen_values_never_overlap(AttackKind kind) {
    for (Parameter parameter : kind.parameters()) {
      Set<Object> seen = new HashSet<>();
      Set<Object> unseen = new HashSet<>();
      for (int seed = 0; seed < 200; seed++) {
        seen.add(AttackPack.draw(kind, Side.SEEN, seed).values().get(parameter.name()));
        unseen.add(AttackPack.draw(kind, Side.UNSEEN, seed).values().get(parameter.name()));
      }
      if (parameter.choices().isEmpty()) {
        double middle = (parameter.min() + parameter.max()) / 2;
        assertThat(seen).allMatch(v -> (Double) v >= parameter.min() && (Double) v < middle);
        assertThat(unseen).allMatch(v -> (Double) v >= middle && (Double) v < parameter.max());
      } else {
        assertThat(seen).doesNotContainAnyElementsOf(unseen).isNotEmpty();
        assertThat(seen.size() + unseen.size()).isEqualTo(parameter.choices().size());
      }
    }
  }

  @Test
  void half_of_the_kinds_are_kept_from_fits() {
    long unseen =
        Arrays.stream(AttackKind.values()).filter(kind -> kind.side() == Side.UNSEEN).count();

    assertThat(unseen)
        .isBetween(AttackKind.values().length / 2L - 1, (long) AttackKind.values().length / 2);
    assertThat(made(AttackKind.PRINT, Side.SEEN)).isTrue();
    assertThat(made(AttackKind.PRINT, Side.UNSEEN)).isFalse();
    assertThat(made(AttackKind.LOOP, Side.SEEN)).isFalse();
  }

  @Test
  void the_control_of_a_real_clip_stays_close_to_it() throws Exception {
    Path original = SharedMedia.at("dev/live/fsgan__conan-obrien.mp4");
    Clip clip = Clip.read(original);
    Clip control = Clip.read(write(clip, AttackKind.NONE, Side.SEEN, 2, "none.mp4").get(0));

    assertThat(control.size()).isEqualTo(clip.size());
    for (int i = 0; i < clip.size(); i += 30) {
      assertThat(Scenes.psnr(control.frame(i), clip.frame(i))).isGreaterThan(16);
      assertThat(Scenes.luma(control.frame(i))).isCloseTo(Scenes.luma(clip.frame(i)), offset(8.0));
    }
  }

  private boolean made(AttackKind kind, Side side) {
    try {
      return AttackPack.write(
              Scenes.moving(),
              kind,
              side,
              1,
              Attack.CLEAN_BITS,
              image -> List.of(Scenes.FACE),
              folder.resolve(kind.id() + side.label() + ".mp4"))
          .forFitting();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> write(Clip clip, AttackKind kind, Side side, long seed, String name)
      throws IOException {
    return AttackPack.write(
            clip,
            kind,
            side,
            seed,
            Attack.CLEAN_BITS,
            image -> List.of(Scenes.FACE),
            folder.resolve(name))
        .files()
        .stream()
        .map(AttackPack.Written::file)
        .toList();
  }
}
