package io.livegate.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sender may make this system decode, checked on the header before any pixel.
 *
 * @param maxBytes size of the encoded image
 * @param maxPixels width times height
 * @param maxSide the longer side, pixels
 */
public record ImageLimits(int maxBytes, int maxPixels, int maxSide) {

  /** An 8K frame in 4 MiB: decoded it holds 100 MB for the length of one call. */
  public static final ImageLimits DEFAULT = new ImageLimits(4 << 20, 7680 * 4320, 8192);

  public ImageLimits {
    List<String> problems = new ArrayList<>();
    if (maxBytes < 1) {
      problems.add("maxBytes must be at least 1, not " + maxBytes);
    }
    if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 3) {
      problems.add(
          "maxPixels must be 1 to " + Integer.MAX_VALUE / 3 + " (one array), not " + maxPixels);
    }
    if (maxSide < 1) {
      problems.add("maxSide must be at least 1, not " + maxSide);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }
}
