package io.livegate.model.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.livegate.model.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model file says of itself.
 *
 * @param sha256 of the file
 * @param inputs its input tensors
 * @param outputs its output tensors, in the file's order
 */
public record Graph(String sha256, List<Tensor> inputs, List<Tensor> outputs) {

  public Graph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A tensor.
   *
   * @param type as ONNX Runtime names it, e.g. {@code FLOAT}
   * @param shape -1 where a dimension is open
   */
  public record Tensor(String name, String type, List<Long> shape) {

    public Tensor {
      shape = List.copyOf(shape);
    }

    /** Size of the last dimension; 1 where there is only a batch. */
    public long width() {
      return shape.size() < 2 ? 1 : shape.get(shape.size() - 1);
    }
  }

  /**
   * Reads a file; nothing is run.
   *
   * @throws IOException if it cannot be read or is no model that ONNX Runtime can load
   */
  public static Graph read(Path file) throws IOException {
    String sha256 = Sha256.of(file);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return read(sha256, file, options);
    } catch (OrtException e) {
      throw new IOException("ONNX Runtime cannot load it: " + e.getMessage(), e);
    }
  }

  private static Graph read(String sha256, Path file, OrtSession.SessionOptions options)
      throws OrtException {
    try (OrtSession session = Environments.get().createSession(file.toString(), options)) {
      return new Graph(sha256, tensors(session.getInputInfo()), tensors(session.getOutputInfo()));
    }
  }

  private static List<Tensor> tensors(Map<String, NodeInfo> nodes) {
    List<Tensor> tensors = new ArrayList<>();
    for (NodeInfo node : nodes.values()) {
      List<Long> shape = new ArrayList<>();
      String type = String.valueOf(node.getInfo());
      if (node.getInfo() instanceof TensorInfo tensor) {
        type = tensor.type.name();
        for (long size : tensor.getShape()) {
          shape.add(size);
        }
      }
      tensors.add(new Tensor(node.getName(), type, shape));
    }
    return tensors;
  }
}
