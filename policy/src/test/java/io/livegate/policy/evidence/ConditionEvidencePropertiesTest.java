package io.livegate.policy.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.evidence.ConditionEvidence.Tally;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ConditionEvidencePropertiesTest {

  private record Sample(long at, boolean hit) {}

  @Property
  void theBitsSayWhatAPlainListOfSamplesWouldSay(
      @ForAll @Size(max = 200) List<@IntRange(min = -50, max = 3000) Integer> steps,
      @ForAll @IntRange(min = 1, max = 64) int of,
      @ForAll @IntRange(min = 1, max = 65_000) int within) {
    ConditionEvidence evidence = new ConditionEvidence(1, of);
    List<Sample> all = new ArrayList<>();
    long at = 1000;
    for (int step : steps) {
      at += step;
      boolean hit = step % 3 != 0;
      boolean older = !all.isEmpty() && at < all.get(all.size() - 1).at();
      assertThat(evidence.add(at, 0.5, hit, within)).isEqualTo(!older);
      if (!older) {
        all.add(new Sample(at, hit));
      }
    }
    long now = Math.max(at, evidence.newestMillis);
    List<Sample> counted =
        all.subList(Math.max(0, all.size() - of), all.size()).stream()
            .filter(s -> now - s.at() <= within)
            .toList();
    List<Sample> hits = counted.stream().filter(Sample::hit).toList();
    Tally tally = evidence.tally(now, within);
    assertThat(tally.samples()).isEqualTo(counted.size());
    assertThat(tally.hits()).isEqualTo(hits.size());
    if (!hits.isEmpty()) {
      assertThat(tally.firstMillis()).isEqualTo(hits.get(0).at());
      assertThat(tally.lastMillis()).isEqualTo(hits.get(hits.size() - 1).at());
    }
  }
}
