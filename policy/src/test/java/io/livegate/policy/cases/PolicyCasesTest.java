package io.livegate.policy.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.livegate.policy.read.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs what stands in {@code policies/cases}: the trust-and-safety lead's own tests. */
class PolicyCasesTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path POLICIES = Path.of(System.getProperty("livegate.root"), "policies");

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(POLICIES.resolve("cases"))) {
      files = listed.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(
            file ->
                DynamicContainer.dynamicContainer(
                    file.getFileName().toString(), read(file).stream().map(this::asTest)));
  }

  @Test
  void theBundledPolicyIsTheOneInThePoliciesFolder() throws IOException {
    assertThat(PolicyFile.bundled().text())
        .isEqualTo(Files.readString(POLICIES.resolve("default.yaml")));
  }

  @Test
  void aFailedCaseShowsItsTimeline() throws Exception {
    String yaml =
        """
        - case: nobody is a live person
          trace:
            - {repeat: 20, set: {face.present: 0}}
          expect: {outcome: admitted}
        """;
    CaseRun run =
        new CaseRun(YAML.readValue(yaml, new TypeReference<List<PolicyCase>>() {}).get(0));
    assertThat(run.play()).containsExactly("outcome: expected admitted, was refused");
    assertThat(run.timeline())
        .contains("0.00 s  20 frames, one every 100 ms: {face.present=0.0}")
        .contains("1.50 s    -> refuse by no-face, NO_FACE [NO_FACE]");
  }

  private DynamicTest asTest(PolicyCase given) {
    return DynamicTest.dynamicTest(
        given.name(),
        () -> {
          CaseRun run = new CaseRun(given);
          List<String> wrong = run.play();
          assertThat(wrong).as("timeline:\n%s\n", run.timeline()).isEmpty();
        });
  }

  private static List<PolicyCase> read(Path file) {
    try {
      return YAML.readValue(file.toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is no list of cases: " + e.getMessage(), e);
    }
  }
}
