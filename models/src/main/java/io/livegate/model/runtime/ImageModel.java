package io.livegate.model.runtime;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.Region;
import io.livegate.model.input.Preprocessor;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A model fed with pictures: crops, resamples and normalises by its card straight from the BGR
 * bytes into native memory, then runs. Thread-safe; keeps one work area per simultaneous caller and
 * size of input.
 */
public final class ImageModel implements AutoCloseable {

  private final InferenceModel model;
  private final CropRule rule;
  private final Map<Input, Queue<Work>> idle = new ConcurrentHashMap<>();

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

  /** Whether {@link #runSmaller} may be asked. */
  public boolean takesSmaller() {
    return model.takesSmaller();
  }

  /**
   * All outputs for the whole picture.
   *
   * @param input the card's with smaller sides
   */
  public Map<String, float[]> runSmaller(Image image, Input input) {
    return run(image, rule.region(image, null), input);
  }

  /** All outputs for a region of the caller's own, e.g. {@link CropRule#eye}. */
  public Map<String, float[]> runRegion(Image image, Region region) {
    return run(image, region, card().input());
  }

  private Map<String, float[]> run(Image image, Region region, Input input) {
    Queue<Work> waiting = idle.computeIfAbsent(input, any -> new ConcurrentLinkedQueue<>());
    Work work = waiting.poll();
    if (work == null) {
      work = new Work(input);
    }
    try {
      work.preprocessor.write(image, region, work.tensor.data());
      return model.run(work.tensor);
    } finally {
      waiting.add(work);
    }
  }

  @Override
  public void close() {
    model.close();
    idle.clear();
  }

  /** What one call needs and the next can use again. */
  private static final class Work {
    private final FloatTensor tensor;
    private final Preprocessor preprocessor;

    Work(Input input) {
      tensor = FloatTensor.allocate(1, 3, input.height(), input.width());
      preprocessor = new Preprocessor(input);
    }
  }
}
