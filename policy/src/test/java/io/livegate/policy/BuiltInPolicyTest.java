package io.livegate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The policy for clones without downloaded weights, held against the one that ships. */
class BuiltInPolicyTest {

  private static final String HUMAN = "liveness.human";

  private final Policy shipped = Policies.bundled();

  @Test
  void itsRulesAreTheShippedOnesButForAHumanFaceWhichNothingThereTells() throws Exception {
    Map<String, Rule> byId =
        shipped.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    for (Rule rule : builtIn().rules()) {
      Rule there = byId.get(rule.id());
      assertThat(there).as(rule.id()).isNotNull();
      assertThat(rule.when())
          .isEqualTo(there.when().stream().filter(c -> !c.signal().equals(HUMAN)).toList());
      assertThat(rule).usingRecursiveComparison().ignoringFields("when").isEqualTo(there);
    }
  }

  @Test
  void itLeavesOutOnlyRulesOfWhatNothingThereMeasures() throws Exception {
    List<String> kept = builtIn().rules().stream().map(Rule::id).toList();
    assertThat(shipped.rules())
        .filteredOn(rule -> !kept.contains(rule.id()))
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(rule.when())
                    .anyMatch(c -> c.signal().matches("(content|deepfake)\\..*|" + HUMAN)));
  }

  @Test
  void allElseIsAsShipped() throws Exception {
    Policy builtIn = builtIn();
    assertThat(builtIn.mode()).isEqualTo(shipped.mode());
    assertThat(builtIn.gate()).isEqualTo(shipped.gate());
    assertThat(builtIn.challenge()).isEqualTo(shipped.challenge());
    assertThat(builtIn.onUnavailable()).isEqualTo(shipped.onUnavailable());
  }

  private static Policy builtIn() throws Exception {
    Path file = Path.of("../policies/built-in.yaml");
    return PolicyParser.parse(Files.readString(file), file.toString());
  }
}
