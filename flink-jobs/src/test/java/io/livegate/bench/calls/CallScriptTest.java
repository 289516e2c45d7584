package io.livegate.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallScriptTest {

  private static final List<Incident> KINDS = List.of(Incident.values());

  @Test
  void theSameSeedGivesTheSameCallsAndAnotherOneOthers() {
    List<CallScript> calls = CallScript.draw(5, 3, 20, KINDS, 120, 7);

    assertThat(CallScript.draw(5, 3, 20, KINDS, 120, 7)).isEqualTo(calls);
    assertThat(CallScript.draw(5, 3, 20, KINDS, 120, 8)).isNotEqualTo(calls);
    assertThat(calls).extracting(CallScript::session).doesNotHaveDuplicates();
  }

  @Test
  void anIncidentBeginsInTheCallAndThePersonIsBackBeforeItsEnd() {
    for (CallScript call : CallScript.draw(5, 4, 200, KINDS, CallScript.FEWEST_SECONDS, 1)) {
      if (call.incident() == null) {
        assertThat(call.fromMillis()).isEqualTo(call.endMillis()).isEqualTo(70_000);
        continue;
      }
      assertThat(call.fromMillis()).isGreaterThanOrEqualTo(20_000);
      assertThat(call.untilMillis() - call.fromMillis()).isBetween(4_000L, 40_000L);
      assertThat(call.endMillis()).isEqualTo(call.untilMillis() + 10_000).isLessThan(70_001);
      assertThat(call.fromMillis() % 100 + call.untilMillis() % 100).isZero();
    }
  }

  @Test
  void everyPersonMeetsEveryKind() {
    List<CallScript> calls = CallScript.draw(KINDS.size(), 0, 49, KINDS, 120, 1);

    Set<String> met = new HashSet<>();
    List<Incident> seen = new ArrayList<>();
    for (CallScript call : calls) {
      Incident incident = Objects.requireNonNull(call.incident());
      met.add(call.person() + incident.id());
      seen.add(incident);
    }
    assertThat(met).hasSize(49);
    assertThat(seen).containsAll(EnumSet.allOf(Incident.class));
  }
}
