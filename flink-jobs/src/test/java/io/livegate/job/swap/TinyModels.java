package io.livegate.job.swap;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.model.ModelCard;
import io.livegate.testing.TinyModel;
import io.livegate.testing.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models of the content lane that say how much of a colour a picture has, and some that cannot be
 * used, each with a card of its own and one file for all.
 */
public final class TinyModels {

  /** How red a picture is, 0 to 1, is how explicit. */
  public static final String RED = "tiny-red";

  /** The same of blue. */
  public static final String BLUE = "tiny-blue";

  /** Says 0 to 255. */
  public static final String LOUD = "tiny-loud";

  /** Its file is another than the card says. */
  public static final String OTHER = "tiny-other";

  /** Its file is nowhere. */
  public static final String LOST = "tiny-lost";

  private final Path folder;

  /** Writes them. */
  public TinyModels(Path folder) throws IOException {
    this.folder = folder;
    byte[] onnx = TinyOnnx.planeMeans(6, 8, "means");
    Files.createDirectories(folder.resolve("tiny"));
    Files.write(folder.resolve("tiny/tiny.onnx"), onnx);
    String sha256 = TinyModel.sha256(onnx);
    write(RED, scaled(TinyModel.yaml(sha256)));
    write(BLUE, scaled(TinyModel.yaml(sha256)).replace("colour: rgb", "colour: bgr"));
    write(LOUD, TinyModel.yaml(sha256));
    write(OTHER, scaled(TinyModel.yaml("0".repeat(64))));
    write(LOST, scaled(TinyModel.yaml("1".repeat(64))).replace("tiny/tiny", "tiny/lost"));
  }

  private static String scaled(String yaml) {
    return yaml.replace("scale: 1\n", "scale: 0.00392156862745098\n");
  }

  private void write(String id, String yaml) throws IOException {
    Files.writeString(folder.resolve(id + ".yaml"), yaml.replace("id: tiny\n", "id: " + id + "\n"));
  }

  /** The text of a card. */
  public String yaml(String id) throws IOException {
    return Files.readString(folder.resolve(id + ".yaml"));
  }

  /**
   * Keys of a configuration whose content lane begins with {@link #RED} and that knows these cards.
   */
  public String config(String... known) {
    List<String> files =
        Stream.of(known).map(id -> folder.resolve(id + ".yaml").toString()).toList();
    return """
        lanes:
          liveness: {enabled: false}
          deepfake: {enabled: false}
          content: {models: [tiny-red], every: 0ms}
        models:
          cache: %1$s/cache
          mirrors: [%1$s]
          cards: %2$s
        """
        .formatted(folder, files);
  }

  /** The same, read, with all of them known. */
  public PipelineConfig all() {
    return PipelineConfigParser.parse(config(RED, BLUE, LOUD, OTHER, LOST), "tiny");
  }

  /** One of them. */
  public ModelCard card(String id) {
    return all().models().known().get(id);
  }
}
