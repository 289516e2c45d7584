package io.livegate.cli;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.Audience;
import io.livegate.job.decide.ModeSwitch;
import io.livegate.job.decide.PolicyFeed;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.decide.PublishedPolicies;
import io.livegate.job.io.Topics;
import io.livegate.policy.Mode;
import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.Measured;
import io.livegate.policy.read.PolicyCheck;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What stands on a broker's policies topic now. */
final class PolicyTopicView {

  private final Map<String, PolicyUpdate> newest;
  private final PublishedPolicies policies;

  private PolicyTopicView(Map<String, PolicyUpdate> newest, PublishedPolicies policies) {
    this.newest = newest;
    this.policies = policies;
  }

  /**
   * @throws CliFailure if the topic or the policy below all others cannot be read
   */
  static PolicyTopicView read(PipelineConfig pipeline) {
    Map<String, PolicyUpdate> newest = new LinkedHashMap<>();
    try {
      Topics.create(pipeline);
      try (PolicyFeed feed = new PolicyFeed(pipeline)) {
        for (PolicyUpdate update : feed.toEnd()) {
          if (update.problems().isEmpty()) {
            newest.put(update.key(), update);
          }
        }
      }
    } catch (IllegalStateException | KafkaException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    try {
      String shipped = PipelineChoice.policy(pipeline, null);
      return new PolicyTopicView(
          newest,
          new PublishedPolicies(
              newest.values(), PolicyFile.parse(shipped, "the policy of this checkout")));
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  PublishedPolicies policies() {
    return policies;
  }

  /**
   * What holds these sessions back from enforcing, whatever their policy says.
   *
   * @param tenant null for those of all tenants
   * @return the switches and breakers
   */
  Map<PolicyKey, ModeSwitch> holding(@Nullable String tenant) {
    Map<PolicyKey, ModeSwitch> holding = new LinkedHashMap<>();
    for (PolicyKey key : ModeSwitch.keys(tenant)) {
      PolicyUpdate update = newest.get(key.text());
      String text = update == null ? null : update.text();
      ModeSwitch found = text == null ? null : ModeSwitch.ofChecked(key, text);
      if (found != null && found.mode() == Mode.OBSERVE) {
        holding.put(key, found);
      }
    }
    return holding;
  }

  /**
   * Looks whether a job would take the record, as far as the topic tells.
   *
   * @param file null to take back what is there
   * @throws CliFailure listing every problem
   */
  static void check(PipelineConfig pipeline, PolicyKey key, @Nullable PolicyFile file) {
    if (file != null) {
      try {
        key.check(file);
      } catch (IllegalArgumentException e) {
        throw CliFailure.usage(file.name() + ": " + e.getMessage() + ".", e);
      }
    }
    PolicyUpdate update =
        new PolicyUpdate(
            key.text(),
            Long.MAX_VALUE,
            file == null ? "taken back" : file.name(),
            "operator",
            file == null ? null : file.text(),
            List.of());
    PublishedPolicies before = read(pipeline).policies();
    List<String> problems = before.with(update).problems(before, update);
    if (!problems.isEmpty()) {
      throw CliFailure.usage(
          "with what is published the record of '"
              + key.text()
              + "' cannot be used, "
              + problems.size()
              + (problems.size() == 1 ? " problem:" : " problems:")
              + "\n  "
              + String.join("\n  ", problems));
    }
  }

  /**
   * Refuses what would shut the gate to everybody whose sessions the policy of all tenants, or of
   * this one, decides.
   *
   * @param tenant null for all that have no policy of their own
   * @param measured what would be measured
   * @throws CliFailure naming each condition that nobody could meet
   */
  static void requireOpenGate(PipelineConfig pipeline, @Nullable String tenant, Measured measured) {
    LayeredPolicy policy =
        read(pipeline).policies().merged(new Audience(tenant, null, null)).policy();
    try {
      PolicyCheck.requireOpenGate(policy, measured);
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }
}
