package io.livegate.evaluate.manifest;

import java.util.List;

/** A manifest that cannot be used, with everything that is wrong with it. */
public final class ManifestException extends Exception {

  private static final long serialVersionUID = 1L;

  ManifestException(String file, List<ManifestProblem> problems) {
    super(message(file, problems));
  }

  private static String message(String file, List<ManifestProblem> problems) {
    StringBuilder text = new StringBuilder("the manifest '" + file + "' cannot be used:");
    for (ManifestProblem problem : problems) {
      text.append("\n  line ").append(problem.line()).append(' ').append(problem.message());
    }
    return text.toString();
  }
}
