package io.livegate.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The face decoders on the class path, by the names that cards use. */
public final class FaceDecoders {

  private static final Map<String, FaceDecoder> BY_NAME = load();

  private FaceDecoders() {}

  public static Optional<FaceDecoder> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** In alphabetical order. */
  public static Collection<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  private static Map<String, FaceDecoder> load() {
    Map<String, FaceDecoder> byName = new TreeMap<>();
    for (FaceDecoder decoder : ServiceLoader.load(FaceDecoder.class)) {
      FaceDecoder other = byName.put(decoder.name(), decoder);
      if (other != null) {
        throw new IllegalStateException(
            "two face decoders are called '%s': %s and %s; take one off the class path"
                .formatted(decoder.name(), named(other), named(decoder)));
      }
    }
    return byName;
  }

  private static String named(FaceDecoder decoder) {
    return decoder.getClass().getName();
  }

  /**
   * A tensor of so many values.
   *
   * @throws IllegalArgumentException naming the decoder, the tensor and the size it should have
   */
  public static float[] tensor(
      FaceDecoder decoder, Map<String, float[]> outputs, String name, int elements) {
    float[] values = outputs.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "not the outputs of '%s': %s is missing among %s"
              .formatted(decoder.name(), name, new ArrayList<>(outputs.keySet())));
    }
    if (values.length != elements) {
      throw new IllegalArgumentException(
          "not the outputs of '%s': %s has %d values, not %d"
              .formatted(decoder.name(), name, values.length, elements));
    }
    return values;
  }
}
