package io.livegate.model.runtime;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.WorkAreas;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.Region;
import io.livegate.model.input.Preprocessor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model fed with pictures: crops, resamples and normalises by its card straight from the BGR
 * bytes into native memory, then runs. Thread-safe; keeps one work area per simultaneous caller and
 * size of input.
 */
public final class ImageModel implements AutoCloseable {

  private final InferenceModel model;
  private final CropRule rule;
  private final Map<Input, WorkAreas<Work>> areas = new ConcurrentHashMap<>();

  private ImageModel(InferenceModel model) {
    this.model = model;
    rule = CropRule.of(model.card());
  }

  /** See {@link Models#acquire}. */
  public static ImageModel acquire(ModelCard card, ModelStore store)
      throws ModelUnavailableException {
    return new ImageModel(Models.acquire(card, store));
  }

  public ModelCard card() {
    return model.card();
  }

  /** Whether the card's crop can be taken for this face; ask before {@link #run}. */
  public boolean accepts(@Nullable Face face) {
    return rule.accepts(face);
  }

  /**
   * The first output named in the card.
   *
   * @param face ignored by models that see the whole picture
   * @throws IllegalArgumentException if the card's crop needs a face or landmarks not given
   * @throws InferenceException if the runtime fails
   */
  public float[] run(Image image, @Nullable Face face) {
    return runRegionFirst(image, rule.region(image, face));
  }

  /** The first output named in the card, for a region of the caller's own. */
  public float[] runRegionFirst(Image image, Region region) {
    float[] first = runRegion(image, region).get(card().output().names().get(0));
    if (first == null) {
      throw new IllegalStateException("outputs were compared with the card at load");
    }
    return first;
  }

  /** All outputs by name. */
  public Map<String, float[]> runAll(Image image, @Nullable Face face) {
    return runRegion(image, rule.region(image, face));
  }

  /** Whether {@link #read} may be asked with smaller sides. */
  boolean takesSmaller() {
    return model.takesSmaller();
  }

  /**
   * All outputs for the whole picture, read where they lie.
   *
   * @param input the card's, or with smaller sides
   * @param reader is given them for as long as it takes and must not keep them
   */
  <T> T read(Image image, Input input, Function<Map<String, float[]>, T> reader) {
    return with(
        image,
        rule.region(image, null),
        input,
        work -> reader.apply(model.run(work.tensor, work.outputs)));
  }

  /** All outputs for a region of the caller's own, e.g. {@link CropRule#eye}. */
  public Map<String, float[]> runRegion(Image image, Region region) {
    return with(image, region, card().input(), work -> model.run(work.tensor));
  }

  private <T> T with(Image image, Region region, Input input, Function<Work, T> run) {
    return areas
        .computeIfAbsent(input, of -> new WorkAreas<>(() -> new Work(of)))
        .with(
            work -> {
              work.preprocessor.write(image, region, work.tensor.data());
              return run.apply(work);
            });
  }

  @Override
  public void close() {
    model.close();
    areas.clear();
  }

  /** What one call needs and the next can use again. */
  private static final class Work {
    private final FloatTensor tensor;
    private final Outputs outputs = new Outputs();
    private final Preprocessor preprocessor;

    Work(Input input) {
      tensor = FloatTensor.allocate(1, 3, input.height(), input.width());
      preprocessor = new Preprocessor(input);
    }
  }
}
