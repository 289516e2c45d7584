package io.livegate.model.runtime;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.livegate.model.Execution;
import io.livegate.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model on an engine of DJL: its ONNX Runtime, or another that the card names and the class path
 * has. The file comes checked from our store: DJL downloads nothing.
 *
 * <p>DJL's hybrid arithmetic and batchifiers need another engine than ONNX Runtime, so the
 * translator makes the batch itself. A predictor serves one caller at a time, hence the pool.
 */
final class DjlModel implements InferenceModel {

  private final ModelCard card;
  private final ZooModel<FloatTensor, Map<String, float[]>> model;
  private final ConcurrentLinkedQueue<Predictor<FloatTensor, Map<String, float[]>>> idle =
      new ConcurrentLinkedQueue<>();
  private final Gate gate;

  private DjlModel(ModelCard card, ZooModel<FloatTensor, Map<String, float[]>> model) {
    this.card = card;
    this.model = model;
    gate = new Gate("model " + card.id());
  }

  /**
   * @param file its sha256 already checked
   * @throws ModelRefusedException if it is not what the card says
   */
  static DjlModel load(ModelCard card, Path file) {
    String engine = card.engine() == null ? ModelCard.ONNX : card.engine();
    if (engine.equals(ModelCard.ONNX)) {
      check(card, file);
    } else {
      find(card, engine);
    }
    DjlModel model = load(card, file, engine);
    try {
      // Other engines tell nothing of a file: what it gives is compared with the card at a trial.
      model.run(FloatTensor.allocate(1, 3, card.input().height(), card.input().width()));
      return model;
    } catch (InferenceException e) {
      model.close();
      throw new ModelRefusedException(card, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static void find(ModelCard card, String engine) {
    var unused = Environments.get(); // tells DJL how to behave before it starts anything
    if (!Engine.hasEngine(engine)) {
      throw new ModelRefusedException(
          card,
          List.of(
              "DJL has no engine "
                  + engine
                  + " here, only "
                  + new TreeSet<>(Engine.getAllEngines())
                  + ": put that engine's jars on the class path, those with its native library too,"
                  + " for nothing is downloaded (docs/add-a-model.md)"),
          null);
    }
  }

  private static DjlModel load(ModelCard card, Path file, String engine) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // a generic type has no class literal
    Class<Map<String, float[]>> outputs = (Class) Map.class;
    try {
      Criteria.Builder<FloatTensor, Map<String, float[]>> criteria =
          Criteria.builder()
              .setTypes(FloatTensor.class, outputs)
              .optModelPath(file)
              .optEngine(engine)
              // named, or DJL asks for a GPU and warns that there is none
              .optDevice(Device.cpu())
              .optTranslator(new Planar(card));
      if (engine.equals(ModelCard.ONNX)) {
        criteria
            .optOption("intraOpNumThreads", "1")
            .optOption("interOpNumThreads", "1")
            .optOption("optLevel", "ALL_OPT");
      }
      return new DjlModel(card, criteria.build().loadModel());
    } catch (IOException
        | ModelNotFoundException
        | MalformedModelException
        | EngineException
        | LinkageError e) {
      throw new ModelRefusedException(
          card, List.of("DJL cannot load " + file + ": " + e.getMessage()), e);
    }
  }

  /** DJL does not tell shapes and types, so the file is opened once without it. */
  private static void check(ModelCard card, Path file) {
    OrtSession session = OrtModel.open(card, file, Execution.CPU);
    try {
      Signature.check(card, session);
    } catch (OrtException e) {
      throw new ModelRefusedException(card, List.of(String.valueOf(e.getMessage())), e);
    } finally {
      OrtModel.closeSession(session);
    }
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Map<String, float[]> run(FloatTensor input) {
    Shapes.check(card, input, false);
    return gate.call(() -> predict(input));
  }

  private Map<String, float[]> predict(FloatTensor input) {
    Predictor<FloatTensor, Map<String, float[]>> predictor = idle.poll();
    if (predictor == null) {
      predictor = model.newPredictor();
    }
    try {
      return predictor.predict(input);
    } catch (TranslateException e) {
      throw new InferenceException("model " + card.id() + " failed: " + e.getMessage(), e);
    } finally {
      idle.add(predictor);
    }
  }

  @Override
  public void close() {
    gate.close(
        () -> {
          idle.forEach(Predictor::close);
          idle.clear();
          model.close();
        });
  }

  /** Planes in, named tensors out. */
  private static final class Planar
      implements NoBatchifyTranslator<FloatTensor, Map<String, float[]>> {

    private final ModelCard card;

    Planar(ModelCard card) {
      this.card = card;
    }

    @Override
    public NDList processInput(TranslatorContext context, FloatTensor input) {
      NDArray array =
          context
              .getNDManager()
              .create(input.data().duplicate().clear(), new Shape(input.shape()), DataType.FLOAT32);
      array.setName(card.input().name());
      return new NDList(array);
    }

    @Override
    public Map<String, float[]> processOutput(TranslatorContext context, NDList list) {
      List<String> names = card.output().names();
      if (list.size() != names.size()) {
        throw new IllegalArgumentException(
            "it gives " + list.size() + " outputs, the card names " + names);
      }
      Map<String, float[]> outputs = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        NDArray array = list.get(i);
        // ONNX Runtime's have names, in an order of their own; elsewhere the order is all there is.
        String given = array.getName();
        String name = given != null && names.contains(given) ? given : names.get(i);
        Shape shape = array.getShape();
        long width = shape.dimension() < 2 ? 1 : shape.get(shape.dimension() - 1);
        int wanted = card.output().widths().get(names.indexOf(name));
        if (width != wanted) {
          throw new IllegalArgumentException(
              "output " + name + " is " + width + " values wide, the card says " + wanted);
        }
        outputs.put(name, array.toFloatArray());
      }
      return outputs;
    }
  }
}
