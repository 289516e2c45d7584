package io.livegate.policy.cases;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One case of {@code policies/cases/*.yaml}; {@code policies/README.md} explains the form.
 *
 * @param name a sentence
 * @param policy the text of a policy of its own; the shipped one when absent
 * @param mode overrides the policy's mode
 * @param trace what the session sends
 * @param expect what must come of it
 */
record PolicyCase(
    @JsonProperty("case") String name,
    @Nullable String policy,
    @Nullable String mode,
    List<Step> trace,
    Expectation expect) {

  /**
   * One line of a trace: frames, or silence, or a control record.
   *
   * @param repeat frames, 1 when absent
   * @param every time from one to the next, 100ms when absent
   * @param set scores by name
   * @param rise by how much a score grows with each second of the step
   * @param silent lane to status, for lanes that give no scores
   * @param reasons of the frame
   * @param witness who saw it
   * @param pause an outage: time passes and nobody notices
   * @param silence {@code wait}: the stream is silent and the clock runs
   * @param control started, ended or reported
   * @param reviewers whether people who review are on shift, from this line on
   */
  record Step(
      @Nullable Integer repeat,
      @Nullable String every,
      @Nullable Map<String, Double> set,
      @Nullable Map<String, Double> rise,
      @Nullable Map<String, String> silent,
      @Nullable List<String> reasons,
      @Nullable String witness,
      @Nullable String pause,
      @JsonProperty("wait") @Nullable String silence,
      @Nullable String control,
      @Nullable Boolean reviewers) {}

  /**
   * Only what is given is compared.
   *
   * @param outcome of the session
   * @param admitted whether it was ever let in
   * @param verdict of the session
   * @param decidedAt earliest and latest time of the decision that set the outcome
   * @param reasons of the session
   * @param actions effects in order, with {@code (observe)} behind those only marked
   */
  record Expectation(
      @Nullable String outcome,
      @Nullable Boolean admitted,
      @Nullable String verdict,
      @Nullable List<String> decidedAt,
      @Nullable List<String> reasons,
      @Nullable List<String> actions) {}
}
