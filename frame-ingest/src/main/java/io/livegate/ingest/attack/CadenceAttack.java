package io.livegate.ingest.attack;

import io.livegate.image.Image;
import java.util.Random;

/**
 * The cadence of software that poses as a camera: frames shown twice to make up the rate, a player
 * that stalls and catches up, frames that arrive in bunches, time stamps from a busy loop.
 */
final class CadenceAttack extends ClipAttack {

  private final int[] shown;
  private final long[] millis;

  CadenceAttack(Scene scene) {
    super(scene, false);
    shown = new int[frames()];
    millis = new long[frames()];
    double gap = 1000 / clip.framesPerSecond();
    double strength = scene.number("strength");
    Random random = scene.random();
    String pattern = scene.choice("pattern");
    int stall = 0;
    for (int i = 0; i < shown.length; i++) {
      shown[i] = i;
      double at = clip.millis(i);
      switch (pattern) {
        case "repeats" -> shown[i] = held(i, 1 - 0.7 * strength);
        case "stalls" -> {
          if (stall == 0 && random.nextDouble() < 0.06) {
            stall = 2 + (int) (random.nextDouble() * strength * clip.framesPerSecond());
          }
          if (stall > 0 && i > 0) {
            stall--;
            shown[i] = shown[i - 1];
          }
        }
        case "bursts" -> {
          int bunch = 2 + (int) (strength * 6);
          at = clip.millis(i - i % bunch) + i % bunch * 3;
        }
        default -> at += Math.abs(random.nextGaussian()) * strength * gap;
      }
      millis[i] = Math.max(i == 0 ? 0 : millis[i - 1] + 1, Math.round(i == 0 ? 0 : at));
    }
  }

  /** The newest frame of a source at so much of the rate. */
  private static int held(int index, double ratio) {
    return (int) Math.floor(Math.floor(index * ratio) / ratio);
  }

  /** Which of the clip's frames is shown. */
  int shown(int index) {
    return shown[index];
  }

  @Override
  public Image frame(int index) {
    return clip.frame(shown[index]);
  }

  @Override
  public long millis(int index) {
    return millis[index];
  }
}
