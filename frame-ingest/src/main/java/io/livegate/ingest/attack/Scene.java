package io.livegate.ingest.attack;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * What an attack is made of.
 *
 * @param seed of everything random in it
 * @param faces finds the faces of a picture, largest first; empty where none is looked for
 */
record Scene(Clip clip, Parameters parameters, long seed, Function<Image, List<Face>> faces) {

  double number(String name) {
    return parameters.number(name);
  }

  String choice(String name) {
    return parameters.choice(name);
  }

  /** Randomness for the whole attack, the same at each call. */
  Random random() {
    return new Random(seed);
  }

  /** Randomness for one frame, whenever it is asked for. */
  Random random(int index) {
    return new Random(seed ^ (index + 1) * 0x9E3779B97F4A7C15L);
  }

  /** A moment of the clip, 0 its first frame and 1 its last. */
  int moment(double fraction) {
    return (int) Math.min(clip.size() - 1, Math.round(fraction * (clip.size() - 1)));
  }
}
