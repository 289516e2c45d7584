package io.livegate.policy.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SamplesPropertiesTest {

  private record Sample(long at, boolean hit) {}

  @Property
  void theBitsSayWhatAPlainListOfSamplesWouldSay(
      @ForAll @Size(max = 200) List<@IntRange(min = -50, max = 3000) Integer> steps,
      @ForAll @IntRange(min = 1, max = 64) int of,
      @ForAll @IntRange(min = 1, max = 65_000) int within) {
    SampleArrays arrays = new SampleArrays(new int[] {7, 1, 8}, new byte[] {9, (byte) of, 9});
    Samples evidence = new Samples(arrays, 1, 8, of);
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
    long now = Math.max(at, arrays.newestMillis[1]);
    List<Sample> counted =
        all.subList(Math.max(0, all.size() - of), all.size()).stream()
            .filter(s -> now - s.at() <= within)
            .toList();
    List<Sample> hits = counted.stream().filter(Sample::hit).toList();
    assertThat(arrays.counts).as("of its neighbours").startsWith(0).endsWith(0);
    Tally tally = evidence.tally(now, within);
    assertThat(tally.samples()).isEqualTo(counted.size());
    assertThat(tally.hits()).isEqualTo(hits.size());
    if (!hits.isEmpty()) {
      assertThat(tally.firstMillis()).isEqualTo(hits.get(0).at());
      assertThat(tally.lastMillis()).isEqualTo(hits.get(hits.size() - 1).at());
    }
  }
}
