package io.livegate.policy.read;

import io.livegate.policy.LayerKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts files into their order as they are named one after the other: a layer is laid over those
 * named before that stand lower, over the shipped policy where no whole one was named.
 */
public final class PolicyStack {

  private final List<PolicyFile> files = new ArrayList<>();

  /**
   * Takes the next file in.
   *
   * @return it and all that lies below it, the lowest first
   */
  public List<PolicyFile> lay(PolicyFile file) {
    LayerKind kind = file.layer();
    if (kind == null) {
      files.clear();
    } else {
      files.removeIf(other -> other.layer() != null && other.layer().compareTo(kind) >= 0);
      if (files.isEmpty()) {
        files.add(PolicyFile.bundled());
      }
    }
    files.add(file);
    return List.copyOf(files);
  }
}
