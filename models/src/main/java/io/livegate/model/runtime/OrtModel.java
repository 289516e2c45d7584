package io.livegate.model.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
import io.livegate.model.Execution;
import io.livegate.model.Execution.Provider;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.ElementType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model on ONNX Runtime, called directly.
 *
 * <p>One intra-op thread and no spinning: the callers are the parallelism. Two callers on one
 * session do twice the work of one, while one caller with two intra-op threads does less.
 */
final class OrtModel implements InferenceModel {

  private final ModelCard card;
  private final OrtSession session;
  private final Provider provider;
  private final boolean takesBatches;
  private final boolean takesSmaller;
  private final Gate gate;

  private OrtModel(ModelCard card, OrtSession session, Provider provider) throws OrtException {
    this.card = card;
    this.session = session;
    this.provider = provider;
    takesBatches = Signature.takesBatches(session);
    // on a GPU each shape is prepared anew, by TensorRT for minutes
    takesSmaller = provider == Provider.CPU && Signature.takesSmaller(session);
    gate = new Gate("model " + card.id());
  }

  /**
   * @param file its sha256 already checked
   * @param execution on what is there
   * @throws ModelRefusedException if it is not what the card says
   */
  static OrtModel load(ModelCard card, Path file, Execution execution) {
    OrtSession session = open(card, file, execution);
    try {
      Signature.check(card, session);
      return new OrtModel(card, session, execution.provider());
    } catch (OrtException | RuntimeException e) {
      closeSession(session);
      throw e instanceof RuntimeException problem
          ? problem
          : new ModelRefusedException(card, List.of(e.getMessage()), e);
    }
  }

  /** A session with this project's settings, not yet checked against the card. */
  static OrtSession open(ModelCard card, Path file, Execution execution) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      Devices.choose(execution, options);
      byte[] rewritten = PReluRewrite.of(Files.readAllBytes(file));
      return rewritten == null
          ? Environments.get().createSession(file.toString(), options)
          : Environments.get().createSession(rewritten, options);
    } catch (OrtException | IOException e) {
      throw new ModelRefusedException(
          card, List.of("ONNX Runtime cannot load " + file + ": " + e.getMessage()), e);
    }
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Provider provider() {
    return provider;
  }

  /** Whether the file takes several pictures at a time. */
  boolean takesBatches() {
    return takesBatches;
  }

  @Override
  public boolean takesSmaller() {
    return takesSmaller;
  }

  @Override
  public Map<String, float[]> run(FloatTensor input) {
    Shapes.check(card, input, takesSmaller);
    return gate.call(() -> infer(input, null));
  }

  @Override
  public Map<String, float[]> run(FloatTensor input, Outputs outputs) {
    Shapes.check(card, input, takesSmaller);
    return gate.call(() -> infer(input, outputs));
  }

  private Map<String, float[]> infer(FloatTensor input, @Nullable Outputs outputs) {
    if (outputs != null && outputs.areLaidOut()) {
      try {
        return inferInto(outputs, input);
      } catch (OrtException e) {
        outputs.giveUp(); // if that was not why, it fails once more
      }
    }
    try (OnnxTensor tensor = input(input);
        OrtSession.Result result = session.run(Map.of(card.input().name(), tensor))) {
      Map<String, float[]> values = new LinkedHashMap<>();
      Map<String, long[]> shapes = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> entry : result) {
        OnnxTensor output = (OnnxTensor) entry.getValue();
        values.put(entry.getKey(), values(output));
        if (output.getInfo().type == OnnxJavaType.FLOAT) {
          shapes.put(entry.getKey(), output.getInfo().getShape());
        }
      }
      if (outputs != null && shapes.size() == values.size()) {
        outputs.layOut(shapes);
      }
      return values;
    } catch (OrtException e) {
      throw new InferenceException("model " + card.id() + " failed: " + e.getMessage(), e);
    }
  }

  private Map<String, float[]> inferInto(Outputs outputs, FloatTensor input) throws OrtException {
    Map<String, OnnxTensor> pinned = new HashMap<>();
    try (OnnxTensor tensor = input(input)) {
      for (Map.Entry<String, FloatTensor> place : outputs.places()) {
        pinned.put(place.getKey(), tensor(place.getValue()));
      }
      session.run(Map.of(card.input().name(), tensor), pinned).close();
      return outputs.read();
    } finally {
      pinned.values().forEach(OnnxTensor::close);
    }
  }

  /** Widened from float16 where need be. */
  private static float[] values(OnnxTensor output) {
    FloatBuffer values = output.getFloatBuffer();
    // It is a copy on the heap already, and a second one would be the most of what a call
    // allocates.
    if (values.hasArray() && values.arrayOffset() == 0 && values.array().length == values.limit()) {
      return values.array();
    }
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  private OnnxTensor input(FloatTensor input) throws OrtException {
    if (card.input().type() == ElementType.FLOAT16) {
      FloatBuffer data = input.data().duplicate().clear();
      ShortBuffer half = Fp16Conversions.convertFloatBufferToFp16Buffer(data);
      return OnnxTensor.createTensor(Environments.get(), half, input.shape(), OnnxJavaType.FLOAT16);
    }
    return tensor(input);
  }

  /** The same memory, not a copy. */
  private static OnnxTensor tensor(FloatTensor of) throws OrtException {
    return OnnxTensor.createTensor(Environments.get(), of.data().duplicate().clear(), of.shape());
  }

  @Override
  public void close() {
    gate.close(() -> closeSession(session));
  }

  static void closeSession(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("an ONNX Runtime session cannot be closed", e);
    }
  }
}
