package io.livegate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.evidence.EvidencePlan;
import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code docs/write-a-policy.md} shows must work. */
class WriteAPolicyDocTest {

  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String AROUND =
      """
      id: around
      version: 1
      gate: {timeout: 6s, onTimeout: review}
      rules:
      """;

  @TestFactory
  Stream<DynamicTest> everyExampleIsAPolicyOrPartOfOne() throws IOException {
    List<String> examples =
        BLOCK.matcher(page()).results().map((MatchResult m) -> m.group(1)).toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(13);
    return examples.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.lines().findFirst().orElseThrow(),
                    () -> {
                      boolean whole = example.startsWith("id:");
                      String text = whole ? example : AROUND + example.indent(2);
                      PolicyFile file = PolicyFile.parse(text, "write-a-policy.md");
                      List<PolicyFile> laid = new PolicyStack().lay(file); // over the shipped one
                      assertThat(LayeredPolicy.of(laid).policy().rules()).isNotEmpty();
                    }));
  }

  @Test
  void theDoorThatOpensForATaskIsTheShippedLayer() throws IOException {
    Path shipped = Path.of(System.getProperty("livegate.root"), "policies/task-at-the-door.yaml");
    assertThat(page()).contains("```yaml\n" + Files.readString(shipped) + "```");
  }

  @Test
  void theRoomForLayersIsWhatTheShippedPolicyLeaves() throws Exception {
    Policy shipped = LayeredPolicy.of(List.of(PolicyFile.bundled())).policy();
    int taken = new EvidencePlan(shipped).maxBytes();
    assertThat(page())
        .contains(String.format(Locale.ROOT, "The shipped policy takes %,d;", taken))
        .contains("**" + (2_048 - taken) + " are left**");
  }

  @Test
  void theTableOfShippedRulesNamesEachWithItsPhaseAndEffect() throws Exception {
    List<String> rows = page().lines().filter(line -> line.startsWith("| `")).toList();
    for (Rule rule : LayeredPolicy.of(List.of(PolicyFile.bundled())).policy().rules()) {
      String phase = "| " + rule.phase().name().toLowerCase(Locale.ROOT) + " |";
      assertThat(rows)
          .anySatisfy(
              row -> assertThat(row).contains("`" + rule.id() + "`", phase, rule.effect().id()));
    }
  }

  @Test
  void theTableOfSignalsIsTheOneInForce() throws IOException {
    String page = page();
    for (KnownSignal signal : KnownSignals.all()) {
      assertThat(page)
          .contains(
              "| `"
                  + signal.name()
                  + "` | "
                  + shown(signal.min())
                  + " | "
                  + shown(signal.max())
                  + " | "
                  + signal.meaning()
                  + " |");
    }
  }

  private static String shown(double bound) {
    return Double.isInfinite(bound)
        ? "–"
        : String.format(Locale.ROOT, bound == Math.rint(bound) ? "%.0f" : "%.1f", bound);
  }

  private static String page() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("livegate.root"), "docs", "write-a-policy.md"));
  }
}
