package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.ingest.attack.Attack;
import io.livegate.ingest.attack.AttackKind;
import io.livegate.ingest.attack.AttackPack;
import io.livegate.ingest.attack.Clip;
import io.livegate.ingest.attack.Side;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.testing.SharedMedia;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings and second witnesses, through the whole system. */
@Timeout(600)
class TogetherIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  @Test
  void
      a_cut_and_encoded_copy_of_an_earlier_clip_is_a_replay_and_another_call_from_that_room_is_not()
          throws Exception {
    Path first = SharedMedia.at("dev/live/thin-plate-spline-moti__driving.mp4");
    Path call = SharedMedia.at("dev/live/sample-videos__again.mp4");
    Path otherCall = SharedMedia.at("dev/live/sample-videos__learn.mp4");
    Path copy = folder.resolve("copy.avi");
    TestVideos.of(copy, frames(first, 0.02), 50);

    List<JsonNode> together =
        judge("--together", text(first), text(call), text(otherCall), text(copy));
    List<JsonNode> apart = judge(text(first), text(copy));

    assertThat(together.get(3).path("verdict").asText()).isEqualTo("REPLAY");
    assertThat(together.get(3).path("outcome").asText()).isIn("refused", "disconnected");
    assertThat(together.get(3).path("reasons").get(0).asText()).isEqualTo("SEEN_BEFORE");
    for (JsonNode line : together.subList(0, 3)) {
      assertThat(line.path("scores").path("liveness.seenBefore").asDouble(-1)).isZero();
    }
    for (JsonNode line : apart) {
      assertThat(line.path("scores").has("liveness.seenBefore")).isFalse();
      assertThat(line.path("reasons").toString()).doesNotContain("SEEN_BEFORE");
    }
  }

  @Test
  void a_receiver_of_another_stream_brings_a_human_and_one_of_the_same_stream_does_not()
      throws Exception {
    Path clip = SharedMedia.at("dev/live/face-anti-spoofing__real.mp4");
    Path sender = folder.resolve("sender.mp4");
    AttackPack.write(
        Clip.read(clip),
        AttackKind.MISMATCH,
        Side.SEEN,
        1,
        Attack.CLEAN_BITS,
        image -> List.of(),
        sender);
    Path honest = folder.resolve("honest.avi");
    TestVideos.of(honest, frames(clip, 0), 30);

    JsonNode lied = judge(text(sender), "--receiver", text(AttackPack.receiver(sender))).get(0);
    JsonNode same = judge(text(clip), "--receiver", text(honest)).get(0);

    assertThat(lied.path("outcome").asText()).isEqualTo("review");
    assertThat(lied.path("verdict").asText()).isEqualTo("INJECTION_SUSPECT");
    assertThat(lied.path("reasons").toString()).contains("WITNESS_MISMATCH");
    assertThat(same.path("outcome").asText()).isEqualTo("admitted");
    assertThat(same.path("events").toString()).doesNotContain("WITNESS_MISMATCH");
  }

  /** Ten a second, of even size, cut by a share of the width and height at each side. */
  private static List<Image> frames(Path clip, double cut) throws Exception {
    List<Image> images = new ArrayList<>();
    try (FileSource source = new FileSource(clip)) {
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        byte[] jpeg = frame.encoded();
        Image image = ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), Integer.MAX_VALUE);
        int left = (int) (cut * image.width());
        int top = (int) (cut * image.height());
        images.add(
            part(image, left, top, image.width() - 2 * left & ~1, image.height() - 2 * top & ~1));
      }
    }
    return images;
  }

  private static Image part(Image image, int left, int top, int width, int height) {
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          image.bgr(), ((top + y) * image.width() + left) * 3, bgr, y * width * 3, width * 3);
    }
    return new Image(width, height, bgr, 1);
  }

  private static String text(Path path) {
    return path.toString();
  }

  private static List<JsonNode> judge(String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("judge", "--json"));
    all.addAll(List.of(arguments));
    int code =
        Livegate.run(
            Console.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            all.toArray(String[]::new));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
