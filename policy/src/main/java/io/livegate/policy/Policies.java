package io.livegate.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where policies come from. */
public final class Policies {

  private Policies() {}

  /** The text of {@code policies/default.yaml} as it was when this was built. */
  public static String bundledText() {
    try (InputStream in = Policies.class.getResourceAsStream("default.yaml")) {
      if (in == null) {
        throw new IllegalStateException("default.yaml is missing from the policy jar: rebuild it");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the bundled default.yaml cannot be read", e);
    }
  }

  /** The shipped policy; a build with a bad one does not pass its tests. */
  public static Policy bundled() {
    try {
      return PolicyParser.parse(bundledText(), "default.yaml (bundled)");
    } catch (PolicyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * @throws IOException if the file cannot be read
   * @throws PolicyException with everything that is wrong with it
   */
  public static Policy read(Path file) throws IOException, PolicyException {
    return PolicyParser.parse(Files.readString(file), file.toString());
  }
}
