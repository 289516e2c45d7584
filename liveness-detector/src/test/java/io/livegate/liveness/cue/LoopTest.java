package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.GreyImage;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LoopTest {

  private static final double UNREPEATED = 100;

  private final Loop loop = new Loop();
  private final Random random = new Random(5);

  @Test
  void aStretchPlayedAgainIsALoopWhateverItsLengthAndTheNoiseOfCoding() {
    // 1.37 s is no multiple of the time between frames
    double seconds = play(80, 100, t -> t % 1.37, 0.3, t -> 1);
    assertThat(seconds).isGreaterThan(5);
  }

  @Test
  void aStretchPlayedForthAndBackIsALoop() {
    double seconds = play(80, 100, t -> Math.abs((t + 1.3) % 2.6 - 1.3), 0.3, t -> 1);
    assertThat(seconds).isGreaterThan(3);
  }

  @Test
  void aLoopGetsNoOtherByASlowChangeOfLight() {
    assertThat(play(80, 100, t -> t % 1.37, 0.3, t -> 1 + t / 40)).isGreaterThan(5);
  }

  @Test
  void whatTheGateSawIsRecognisedLaterAtOneFrameASecond() {
    play(80, 100, t -> t, 0.3, t -> 1);
    double seconds = 0;
    for (int i = 0; i < 8; i++) {
      double t = i < 2 ? UNREPEATED + i : i - 1.3;
      seconds = observe(t, 8_000 + i * 1_000L, 0.3, 1);
    }
    assertThat(seconds).isGreaterThan(1);
  }

  @Test
  void movementThatDoesNotComeBackIsNoLoop() {
    assertThat(play(150, 100, t -> t, 0.3, t -> 1)).isLessThan(0.5);
  }

  @Test
  void noddingThatComesNearTheSamePictureIsNoLoop() {
    // each nod is of its own length and depth
    double seconds =
        play(150, 100, t -> 3 * Math.sin(2 * Math.PI * t / 1.5) + 0.15 * t, 0.3, t -> 1);
    assertThat(seconds).isLessThan(0.5);
  }

  @Test
  void aPictureThatStandsStillIsNoLoop() {
    assertThat(play(100, 100, t -> 0, 0.3, t -> 1)).isZero();
  }

  @Test
  void aFanBehindAPersonIsNoLoop() {
    boolean[] face = onFace();
    double seconds = 0;
    for (int i = 0; i < 150; i++) {
      double t = i / 10.0;
      GreyImage fan = scene(t % 2, 0.3, 1);
      GreyImage person = scene(t, 0.3, 1);
      seconds = loop.observe(pasted(fan, person, face), face, i * 100L).value();
      assertThat(seconds).as("at %s s", t).isLessThan(0.5);
    }
  }

  @Test
  void aPersonPlayedAgainIsALoopBeforeAnyBackground() {
    boolean[] face = onFace();
    double seconds = 0;
    for (int i = 0; i < 80; i++) {
      GreyImage recording = scene(i / 10.0 % 1.37, 0.3, 1);
      seconds = loop.observe(recording, face, i * 100L).value();
    }
    assertThat(seconds).isGreaterThan(3);
  }

  @Test
  void aLoopShowsAtTheFirstFrameThatComesAgain() {
    assertThat(play(10, 100, t -> t % 1, 0, t -> 1)).isZero();
    assertThat(observe(0, 1_000, 0, 1)).isPositive();
  }

  private double play(
      int frames, long step, DoubleUnaryOperator shown, double noise, DoubleUnaryOperator light) {
    double seconds = 0;
    for (int i = 0; i < frames; i++) {
      double t = i * step / 1000.0;
      seconds = observe(shown.applyAsDouble(t), i * step, noise, light.applyAsDouble(t));
    }
    return seconds;
  }

  private double observe(double shown, long atMillis, double noise, double light) {
    Reading reading = loop.observe(scene(shown, noise, light), null, atMillis);
    return reading.isPresent() ? reading.value() : 0;
  }

  /** A third of the width and half the height, in the middle. */
  private static boolean[] onFace() {
    boolean[] cells = new boolean[24 * 18];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = i % 24 >= 8 && i % 24 < 16 && i / 24 >= 4 && i / 24 < 13;
    }
    return cells;
  }

  private static GreyImage pasted(GreyImage around, GreyImage inside, boolean[] cells) {
    float[] luma = around.luma().clone();
    for (int i = 0; i < luma.length; i++) {
      luma[i] = cells[i] ? inside.luma()[i] : luma[i];
    }
    return new GreyImage(24, 18, luma);
  }

  /** Two soft blobs on a gradient whose paths do not return: a moment {@code t} has one picture. */
  private GreyImage scene(double t, double noise, double light) {
    float[] luma = new float[24 * 18];
    double ax = 12 + 5 * Math.sin(1.1 * t);
    double ay = 9 + 4 * Math.sin(0.7 * t + 1);
    double bx = 12 + 7 * Math.cos(0.53 * t);
    double by = 9 + 5 * Math.sin(0.91 * t + 2);
    for (int i = 0; i < luma.length; i++) {
      double x = i % 24;
      double y = i / 24;
      double a = Math.exp(-((x - ax) * (x - ax) + (y - ay) * (y - ay)) / 12);
      double b = Math.exp(-((x - bx) * (x - bx) + (y - by) * (y - by)) / 8);
      double value = 40 + 4 * x + 120 * a - 60 * b;
      luma[i] = (float) (light * value + noise * random.nextGaussian());
    }
    return new GreyImage(24, 18, luma);
  }
}
