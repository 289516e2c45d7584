package io.livegate.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.livegate.signal.ModelStamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a model but its weights: where they come from, what may be done with them, how
 * pixels become its input and what its output means. Read from YAML by {@link ModelCards}; the
 * fields are checked by {@code card.schema.json} and by {@link CardReader}.
 *
 * @param id the name by which code and configuration ask for it
 * @param version changes whenever weights, preprocessing, decoding or the taxonomy's map do
 * @param task what question it answers, e.g. {@code face-detection}
 * @param family models of one family fail together and count as one witness
 * @param file path below a mirror's root, {@code folder/file.onnx}
 * @param sha256 of the file, 64 lower-case hex digits
 * @param licence what may be done with it
 * @param source repository, commit, path and conversion of the weights
 * @param upstream https address of exactly this file, or null where it exists only as a conversion
 * @param runtime what runs it
 * @param engine of DJL, which the file is for; null for its ONNX Runtime and for every other
 *     runtime
 * @param input how its tensor is filled
 * @param crop which part of the picture it sees
 * @param output what it gives
 * @param operatingPoints thresholds, each with the data it was measured on
 * @param reference how its scores lie where it is known to work; null where nobody measured that
 * @param golden what it answers to a drawn picture; null where nobody wrote that down
 */
public record ModelCard(
    String id,
    String version,
    String task,
    String family,
    String file,
    String sha256,
    Licence licence,
    String source,
    @Nullable String upstream,
    RuntimeKind runtime,
    @Nullable String engine,
    Input input,
    CropSpec crop,
    OutputSpec output,
    List<OperatingPoint> operatingPoints,
    @Nullable ScoreReference reference,
    @Nullable GoldenVector golden) {

  /** What DJL calls ONNX Runtime. */
  public static final String ONNX = "OnnxRuntime";

  public ModelCard {
    operatingPoints = List.copyOf(operatingPoints);
  }

  /** How signals and events name this model. */
  public ModelStamp stamp() {
    return new ModelStamp(id, version, sha256, family);
  }

  /** The same card run by another runtime. */
  public ModelCard withRuntime(RuntimeKind other) {
    return with(other, input);
  }

  /** The same card with its colour planes in another order. */
  public ModelCard withColour(Colour other) {
    return with(
        runtime,
        new Input(
            input.name(),
            input.type(),
            input.layout(),
            other,
            input.width(),
            input.height(),
            input.scale(),
            input.mean(),
            input.filter(),
            input.fit(),
            input.leastLuma(),
            input.greyGains()));
  }

  private ModelCard with(RuntimeKind otherRuntime, Input otherInput) {
    return new ModelCard(
        id,
        version,
        task,
        family,
        file,
        sha256,
        licence,
        source,
        upstream,
        otherRuntime,
        engine,
        otherInput,
        crop,
        output,
        operatingPoints,
        reference,
        golden);
  }

  /**
   * @param spdx SPDX identifier of the weights' licence
   * @param limits what the licence or the training data forbids or leaves open, in words
   */
  public record Licence(String spdx, String limits) {}

  /** What runs the file: ONNX Runtime called directly, or an engine of DJL. */
  public enum RuntimeKind {
    @JsonProperty("ort")
    ORT,
    @JsonProperty("djl")
    DJL
  }

  /**
   * The input tensor {@code [1, 3, height, width]}; each value is {@code (pixel - mean) * scale}
   * with the pixel in 0..255, brightened where {@code leastLuma} says so and tinted where {@code
   * greyGains} does.
   *
   * @param name of the tensor
   * @param type of its elements; runs always take 32-bit floats
   * @param layout of its dimensions
   * @param colour order of its three planes
   * @param width pixels
   * @param height pixels
   * @param scale factor after the mean is taken off
   * @param mean per plane, in the order of {@code colour}
   * @param filter how pixels are resampled
   * @param fit how the crop is laid into the tensor; what it does not cover is black
   * @param leastLuma mean luma, 1..255, up to which the pixels of a darker crop are multiplied, for
   *     models learned from well-lit pictures; null leaves it dark
   * @param greyGains what the planes of a crop without colour are multiplied by, in the order of
   *     {@code colour}, for models learned from coloured pictures; null leaves it grey
   */
  public record Input(
      String name,
      ElementType type,
      Layout layout,
      Colour colour,
      int width,
      int height,
      float scale,
      List<Float> mean,
      Filter filter,
      Fit fit,
      @Nullable Integer leastLuma,
      @Nullable List<Float> greyGains) {

    public Input {
      mean = List.copyOf(mean);
      greyGains = greyGains == null ? null : List.copyOf(greyGains);
    }

    /** Values in one input tensor. */
    public int elements() {
      return 3 * width * height;
    }
  }

  /** Element type of the input tensor. */
  public enum ElementType {
    @JsonProperty("float32")
    FLOAT32,
    @JsonProperty("float16")
    FLOAT16
  }

  /** Order of the dimensions. */
  public enum Layout {
    @JsonProperty("nchw")
    NCHW
  }

  /** Order of the colour planes. */
  public enum Colour {
    @JsonProperty("bgr")
    BGR,
    @JsonProperty("rgb")
    RGB
  }

  /** How pixels are resampled. */
  public enum Filter {
    /** Two by two neighbours around the half-pixel centre, as OpenCV's INTER_LINEAR. */
    @JsonProperty("bilinear")
    BILINEAR,
    /** Mean of the covered pixels when shrinking, bilinear when growing. */
    @JsonProperty("area")
    AREA,
    /** Bilinear with the corner pixels' centres on each other. */
    @JsonProperty("bilinear-align-corners")
    BILINEAR_ALIGN_CORNERS
  }

  /** How the crop is laid into the tensor. */
  public enum Fit {
    @JsonProperty("stretch")
    STRETCH,
    @JsonProperty("letterbox-center")
    LETTERBOX_CENTER,
    @JsonProperty("letterbox-top-left")
    LETTERBOX_TOP_LEFT
  }

  /**
   * Which part of the picture the model sees; {@link CropRule} has the geometry.
   *
   * @param kind the rule
   * @param factor its size relative to the rule's base length; 1 for {@code whole}
   * @param border what stands where the crop leaves the picture
   */
  public record CropSpec(CropKind kind, double factor, Border border) {}

  /** The known crop rules; see {@link CropRule}. */
  public enum CropKind {
    @JsonProperty("whole")
    WHOLE,
    @JsonProperty("shifted-box")
    SHIFTED_BOX,
    @JsonProperty("shifted-box-level")
    SHIFTED_BOX_LEVEL,
    @JsonProperty("padded-square")
    PADDED_SQUARE,
    @JsonProperty("eyes-mouth")
    EYES_MOUTH,
    @JsonProperty("eyes-level")
    EYES_LEVEL,
    @JsonProperty("eye")
    EYE
  }

  /** What stands where a crop leaves the picture. */
  public enum Border {
    /** Never happens: the crop is moved inside. */
    @JsonProperty("shift")
    SHIFT,
    /** Black. */
    @JsonProperty("zero")
    ZERO,
    /** Mirrored about the edge pixel, which is not repeated: OpenCV's BORDER_REFLECT_101. */
    @JsonProperty("reflect101")
    REFLECT101
  }
}
