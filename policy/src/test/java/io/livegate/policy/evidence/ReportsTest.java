package io.livegate.policy.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportsTest {

  private final SessionEvidence evidence = new SessionEvidence();

  @Test
  void oneReporterCountsOnceHoweverOftenTheyReport() {
    for (int i = 0; i < 50; i++) {
      evidence.report("one", i);
    }

    assertThat(evidence.reports).isEqualTo(1);
    assertThat(evidence.reportedAtMillis).as("nor do they ask for another task").isZero();
    evidence.report("two", 60);
    assertThat(evidence.reports).isEqualTo(2);
    assertThat(evidence.reportedAtMillis).isEqualTo(60);
  }

  @Test
  void allThatNobodyNamedAreOne() {
    evidence.report(null, 1);
    evidence.report(null, 2);
    evidence.report("one", 3);

    assertThat(evidence.reports).isEqualTo(2);
  }

  @Test
  void whatIsRememberedOfReportersIsBounded() {
    for (int i = 0; i < 1_000; i++) {
      evidence.report("reporter " + i, i);
    }

    assertThat(evidence.reports).isEqualTo(SessionEvidence.MOST_REPORTERS);
    assertThat(evidence.reporters).hasSize(SessionEvidence.MOST_REPORTERS);
  }
}
