package io.livegate.policy.read;

import io.livegate.policy.LayerKind;
import org.jspecify.annotations.Nullable;

/**
 * A line of a merged policy and who says so.
 *
 * @param text YAML
 * @param file where it was written
 * @param line from 1, in that file
 * @param before of a line that a layer changed: what stood below, with its place; else null
 */
public record PolicyLine(String text, PolicyFile file, int line, @Nullable String before) {

  /** {@code default}, or what the layer is for. */
  public String of() {
    LayerKind kind = file.layer();
    return kind == null ? "default" : kind.id();
  }
}
