package io.livegate.policy.read;

import io.livegate.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where policies come from. */
public final class Policies {

  private Policies() {}

  /** The text of {@code policies/default.yaml} as it was when this was built. */
  public static String bundledText() {
    try (InputStream in = Policies.class.getResourceAsStream("/io/livegate/policy/default.yaml")) {
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
      return LayeredPolicy.of(List.of(PolicyFile.bundled())).policy();
    } catch (PolicyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
