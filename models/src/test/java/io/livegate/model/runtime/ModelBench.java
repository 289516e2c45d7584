package io.livegate.model.runtime;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.ElementType;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.model.Region;
import io.livegate.model.input.Preprocessor;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Times of every model: filling its input from a 640x480 picture with a tilted face 180 pixels
 * wide, then one run on each runtime. Not part of the build: {@code ./mvnw test -pl models
 * -Dtest=ModelBench}.
 */
class ModelBench {

  private static final int WARM_UP = 60;
  private static final int RUNS = 300;
  private static final Image IMAGE = TestImages.noise(640, 480, 7);
  private static final Face FACE =
      new Face(
          230,
          130,
          180,
          225,
          0.9f,
          new float[] {275, 205, 365, 215, 316, 262, 280, 302, 350, 308},
          0);

  @Test
  void timesOfEveryModel() throws Exception {
    System.out.printf(
        "%-22s %10s %10s %10s %10s%n", "model", "fill ms", "ort ms", "djl ms", "difference");
    for (ModelCard card : ModelCards.bundled().all()) {
      ModelStore store = SharedModels.storeWith(card);
      FloatTensor input = FloatTensor.allocate(1, 3, card.input().height(), card.input().width());
      double fill = fill(card, input);
      Outcome ort = run(card.withRuntime(RuntimeKind.ORT), store, input);
      String djl = "-";
      String difference = "-";
      if (card.input().type() == ElementType.FLOAT32) {
        Outcome other = run(card.withRuntime(RuntimeKind.DJL), store, input);
        djl = String.format(Locale.ROOT, "%.3f", other.millis);
        difference = String.format(Locale.ROOT, "%.1e", ort.difference(other));
      }
      System.out.printf(
          Locale.ROOT,
          "%-22s %10.3f %10.3f %10s %10s%n",
          card.id(),
          fill,
          ort.millis,
          djl,
          difference);
    }
  }

  private static double fill(ModelCard card, FloatTensor input) {
    CropRule rule = CropRule.of(card);
    Region region =
        rule.accepts(FACE)
            ? rule.region(IMAGE, FACE)
            : rule.eye(255, 203, 295, 207, (double) card.input().width() / card.input().height());
    Preprocessor preprocessor = new Preprocessor(card);
    return median(() -> preprocessor.write(IMAGE, region, input.data()));
  }

  private static Outcome run(ModelCard card, ModelStore store, FloatTensor input) throws Exception {
    try (InferenceModel model = Models.acquire(card, store)) {
      double millis = median(() -> model.run(input));
      float[] values = model.run(input).get(card.output().names().get(0));
      return new Outcome(millis, values);
    }
  }

  private static double median(Runnable work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    long[] nanos = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      work.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[RUNS / 2] / 1e6;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Outcome(double millis, float[] values) {
    double difference(Outcome other) {
      double worst = 0;
      for (int i = 0; i < values.length; i++) {
        worst = Math.max(worst, Math.abs(values[i] - other.values[i]));
      }
      return worst;
    }
  }
}
