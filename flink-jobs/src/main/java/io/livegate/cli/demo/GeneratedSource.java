package io.livegate.cli.demo;

import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.ingest.source.SourceInfo;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A picture stream made in memory, the same every time: what strangers who hide from the camera
 * send. Ten frames a second of 640x480, with the noise a sensor would add.
 */
public final class GeneratedSource implements FrameSource {

  /** What it shows. */
  public enum Scene {
    /** A camera turned to a lit wall. */
    WALL,
    /** A covered lens. */
    BLACK,
    /** Something moves, then the picture stands still: a frozen or held feed. */
    FROZEN
  }

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int FRAME_MILLIS = 100;
  private static final int FREEZES_AT_FRAME = 10;
  private static final int QUALITY = 85;

  private final Scene scene;
  private final int frames;
  private final Random random = new Random(7);
  private int next;

  public GeneratedSource(Scene scene, int seconds) {
    this.scene = scene;
    this.frames = seconds * 1000 / FRAME_MILLIS;
  }

  @Override
  public SourceInfo info() {
    return new SourceInfo("generated " + scene, SourceInfo.Kind.STREAM, 10, frames * FRAME_MILLIS);
  }

  @Override
  public @Nullable SourceFrame next() {
    if (next >= frames) {
      return null;
    }
    int number = next++;
    byte[] jpeg = JpegEncoder.encode(new Image(WIDTH, HEIGHT, pixels(number), 1), QUALITY);
    return new SourceFrame(jpeg, "image/jpeg", (long) number * FRAME_MILLIS);
  }

  private byte[] pixels(int number) {
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    int shown = scene == Scene.FROZEN ? Math.min(number, FREEZES_AT_FRAME) : number;
    Random noise = scene == Scene.FROZEN ? new Random(shown) : random;
    int i = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int light = light(x, y, shown) + noise.nextInt(5) - 2;
        bgr[i++] = clamp(light - 12);
        bgr[i++] = clamp(light);
        bgr[i++] = clamp(light + 6);
      }
    }
    return bgr;
  }

  private int light(int x, int y, int number) {
    return switch (scene) {
      case WALL -> 150 + x / 40 - y / 60; // lit from one side
      case BLACK -> 3;
      case FROZEN -> {
        double dx = x - 320 - 20.0 * (number - 5);
        double dy = y - 240;
        boolean inside = dx * dx / 16_000 + dy * dy / 26_000 < 1;
        yield inside ? 180 - Math.abs((int) dy) / 4 : 60 + (x / 80 + y / 80) % 2 * 25;
      }
    };
  }

  private static byte clamp(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  @Override
  public void close() {
    next = frames;
  }
}
