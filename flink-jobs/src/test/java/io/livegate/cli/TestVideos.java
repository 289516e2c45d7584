package io.livegate.cli;

import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small videos made by the test that needs them: JPEG pictures in an AVI file, ten a second,
 * written by hand so that no video encoder is needed.
 */
final class TestVideos {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int FRAMES_PER_SECOND = 10;

  private TestVideos() {}

  /** How light a pixel of a frame is, 0..255. */
  @FunctionalInterface
  private interface Picture {
    int light(int x, int y, int frame);
  }

  /** A wall in even light, 320x240. */
  static void wall(Path file, int seconds) throws IOException {
    write(file, seconds, (x, y, frame) -> 140);
  }

  /** Blocks that change with every frame: no face, no rest. */
  static void movingNoise(Path file, int seconds) throws IOException {
    int blocks = WIDTH / 8 * (HEIGHT / 8);
    int[] lights =
        new Random(11).ints((long) blocks * seconds * FRAMES_PER_SECOND, 0, 256).toArray();
    write(file, seconds, (x, y, frame) -> lights[frame * blocks + y / 8 * (WIDTH / 8) + x / 8]);
  }

  /** These pictures, all of one size, as JPEG of this quality. */
  static void of(Path file, List<Image> images, int quality) throws IOException {
    List<byte[]> pictures =
        images.stream().map(image -> JpegEncoder.encode(image, quality)).toList();
    Image first = images.get(0);
    Files.write(
        file,
        chunk(
            "RIFF",
            text("AVI "),
            headers(pictures.size(), first.width(), first.height()),
            movie(pictures)));
  }

  private static void write(Path file, int seconds, Picture picture) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (int frame = 0; frame < seconds * FRAMES_PER_SECOND; frame++) {
      byte[] bgr = new byte[WIDTH * HEIGHT * 3];
      for (int i = 0; i < bgr.length; i++) {
        bgr[i] = (byte) picture.light(i / 3 % WIDTH, i / 3 / WIDTH, frame);
      }
      pictures.add(JpegEncoder.encode(new Image(WIDTH, HEIGHT, bgr, 1), 90));
    }
    Files.write(
        file,
        chunk("RIFF", text("AVI "), headers(pictures.size(), WIDTH, HEIGHT), movie(pictures)));
  }

  /**
   * Fields as in Microsoft's AVI RIFF file reference: AVIMAINHEADER, AVISTREAMHEADER, BITMAPINFO.
   */
  private static byte[] headers(int frames, int width, int height) {
    byte[] main =
        ints(1_000_000 / FRAMES_PER_SECOND, 0, 0, 0, frames, 0, 1, 0, width, height, 0, 0, 0, 0);
    byte[] stream =
        join(text("vidsMJPG"), ints(0, 0, 0, 1, FRAMES_PER_SECOND, 0, frames, 0, -1, 0, 0, 0));
    byte[] format =
        join(
            ints(40, width, height, 1 | 24 << 16),
            text("MJPG"),
            ints(width * height * 3, 0, 0, 0, 0));
    return chunk(
        "LIST",
        text("hdrl"),
        chunk("avih", main),
        chunk("LIST", text("strl"), chunk("strh", stream), chunk("strf", format)));
  }

  private static byte[] movie(List<byte[]> pictures) {
    byte[][] parts = new byte[pictures.size() + 1][];
    parts[0] = text("movi");
    for (int i = 0; i < pictures.size(); i++) {
      parts[i + 1] = chunk("00dc", pictures.get(i));
    }
    return chunk("LIST", parts);
  }

  /** A name, a length, the content, and a byte more where that is odd. */
  private static byte[] chunk(String name, byte[]... content) {
    byte[] joined = join(content);
    return join(text(name), ints(joined.length), joined, new byte[joined.length % 2]);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] ints(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.array();
  }

  private static byte[] text(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }
}
