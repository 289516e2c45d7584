package io.livegate.deepfake;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may give a swapped face away, each measured alone and switched by its id under {@code
 * cues.deepfake}. All grow with suspicion by the literature; what each is worth is fitted ({@link
 * Suspicion}), and some are worth nothing here. Values are natural logarithms of ratios unless said
 * otherwise, NaN where the face allows no answer.
 */
public enum DeepfakeCue {
  /**
   * How much sharper the surroundings are than the face: a generated face is drawn small and
   * enlarged (Li and Lyu, Exposing DeepFake Videos By Detecting Face Warping Artifacts, 2019).
   */
  SHARPNESS("sharpness", TextureCues::sharpness),
  /**
   * How much steeper detail falls off with its fineness inside than around: generators miss the
   * spectrum of a camera (Durall et al., Unmasking DeepFakes with simple Features, 2019).
   */
  SPECTRUM("spectrum", TextureCues::spectrum),
  /**
   * How much noisier flat places are around the face than in it: the sensor's noise does not
   * survive generation (Zhou et al., Two-Stream Neural Networks for Tampered Face Detection, 2017).
   */
  NOISE("noise", TextureCues::noise),
  /** How much the seam is smoother than both its sides (Li et al., Face X-ray, 2020). */
  BOUNDARY("boundary", TextureCues::boundary),
  /**
   * Distance of the cheeks' colour from the forehead's, in shares of their luma (McCloskey and
   * Albright, Detecting GAN-generated Imagery using Color Cues, 2018).
   */
  COLOUR("colour", TextureCues::colour),
  /** {@link Flicker}. */
  FLICKER("flicker", null),
  /** {@link LandmarkJitter}. */
  JITTER("jitter", null);

  private final String id;
  private final @Nullable ToDoubleFunction<FaceTexture> texture;

  DeepfakeCue(String id, @Nullable ToDoubleFunction<FaceTexture> texture) {
    this.id = id;
    this.texture = texture;
  }

  /** The name in configuration and signals. */
  public String id() {
    return id;
  }

  public static Optional<DeepfakeCue> of(String id) {
    return Arrays.stream(values()).filter(cue -> cue.id.equals(id)).findAny();
  }

  /** All ids, for a message. */
  public static String ids() {
    return Arrays.stream(values()).map(DeepfakeCue::id).collect(Collectors.joining(", "));
  }

  /** Measured on one frame; null for what needs several. */
  @Nullable ToDoubleFunction<FaceTexture> texture() {
    return texture;
  }
}
