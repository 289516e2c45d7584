package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.policy.LayerKind;
import io.livegate.policy.LayerStamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a policy, or of a layer that says only what differs from what it is laid over. Its
 * form is right; whether it can be used shows only once all is merged, see {@link LayeredPolicy}.
 */
public final class PolicyFile {

  private final String name;
  private final String text;
  private final LocatedYaml located;
  private final @Nullable LayerKind kind;

  private PolicyFile(String name, String text, LocatedYaml located) {
    this.name = name;
    this.text = text;
    this.located = located;
    String of = located.root().path("layer").path("of").asText();
    this.kind =
        Stream.of(LayerKind.values()).filter(k -> k.id().equals(of)).findFirst().orElse(null);
  }

  /**
   * Reads a text.
   *
   * @param name what problems and events call it: a path, or a place in a topic
   * @throws PolicyException with everything that is wrong with its form
   */
  public static PolicyFile parse(String text, String name) throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    LocatedYaml located = LocatedYaml.read(text, name, problems);
    if (!located.root().isMissingNode()) {
      SchemaCheck.check(located, problems);
    }
    PolicyFile file = new PolicyFile(name, text, located);
    if (file.kind != null) {
      file.checkShare(problems);
    } else if (!located.root().isMissingNode()) {
      // in a layer it depends on what is below
      new GuardRails(located, problems).check();
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(name, problems);
    }
    return file;
  }

  /**
   * @throws IOException if the file cannot be read
   * @throws PolicyException with everything that is wrong with its form
   */
  public static PolicyFile read(Path file) throws IOException, PolicyException {
    return parse(Files.readString(file), file.toString());
  }

  /**
   * The shipped policy, {@code policies/default.yaml} as it was when this was built; a build with a
   * bad one does not pass its tests.
   */
  public static PolicyFile bundled() {
    try (InputStream in =
        PolicyFile.class.getResourceAsStream("/io/livegate/policy/default.yaml")) {
      if (in == null) {
        throw new IllegalStateException("default.yaml is missing from the policy jar: rebuild it");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return parse(text, "default.yaml (bundled)");
    } catch (IOException e) {
      throw new IllegalStateException("the bundled default.yaml cannot be read", e);
    } catch (PolicyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void checkShare(List<PolicyProblem> problems) {
    boolean drawn = located.root().path("layer").has("share");
    if (kind == LayerKind.EXPERIMENT && !drawn) {
      problems.add(
          located.problem(
              "/layer",
              "an experiment needs its share: of how many of the sessions, e.g. share: 0.1"));
    } else if (kind != LayerKind.EXPERIMENT && drawn) {
      problems.add(
          located.problem(
              "/layer/share",
              "only an experiment has a share; this layer is for every session of its "
                  + located.root().path("layer").path("of").asText()));
    }
  }

  public String name() {
    return name;
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** What it is a layer for; null for a whole policy. */
  public @Nullable LayerKind layer() {
    return kind;
  }

  /** The policy's own name. */
  public String id() {
    return root().path("id").asText();
  }

  /** Of an experiment: of how many sessions, 0..1; 1 for anything else. */
  public double share() {
    return root().path("layer").path("share").asDouble(1);
  }

  /** What events say of it; of layers only. */
  LayerStamp stamp(LayerKind of) {
    return new LayerStamp(of, id(), root().path("version").asInt());
  }

  JsonNode root() {
    return located.root();
  }

  LocatedYaml located() {
    return located;
  }
}
