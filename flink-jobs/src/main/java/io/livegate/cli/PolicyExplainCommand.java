package io.livegate.cli;

import io.livegate.cli.text.ExplanationText;
import io.livegate.cli.text.PolicyText;
import io.livegate.cli.text.Style;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.Audience;
import io.livegate.job.decide.PublishedPolicies;
import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.replay.Explainer;
import io.livegate.replay.Explanation;
import io.livegate.replay.ExplanationJson;
import io.livegate.signal.Signals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate policy explain}. */
@Command(
    name = "explain",
    header = "Show who says what in a policy, or why a session went as it did under it.",
    description = {
      "",
      "Of files: a layer lies over the files named before it, over the policy of this checkout where"
          + " there is none. Of a broker: what decides the sessions of a tenant, a region, an"
          + " experiment there.",
      "",
      "With --signals: what happened to one recorded session, what each rule still lacked, and which"
          + " won over which."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "docs/foresee-a-policy.md explains what it prints."})
final class PolicyExplainCommand implements Runnable {

  private static final int MAX_NAMED = 10;

  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "A policy, then its layers, YAML.")
  private List<Path> files = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The same, as other commands say it.")
  private List<Path> policies = List.of();

  @Option(
      names = "--published",
      description =
          "What stands on the broker for all tenants, or with the options below for some.")
  private boolean published;

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Of this tenant's sessions there.")
  private @Nullable String tenant;

  @Option(names = "--region", paramLabel = "NAME", description = "Of those in this region.")
  private @Nullable String region;

  @Option(names = "--experiment", paramLabel = "NAME", description = "Of those in this experiment.")
  private @Nullable String experiment;

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      description = "The session in the signals; may be left out where there is only one.")
  private @Nullable String session;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private RecordedSignals signals = new RecordedSignals();

  PolicyExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    LayeredPolicy merged = merged();
    Style style = new Style(console.colour());
    if (signals.areGiven()) {
      Explanation explained = explain(merged);
      console
          .out()
          .println(
              json
                  ? ExplanationJson.session(explained).toString()
                  : new ExplanationText(style, console.columns()).of(explained));
    } else if (session != null) {
      throw CliFailure.usage("--session needs --signals: where to find it.");
    } else {
      console
          .out()
          .println(
              json ? ExplanationJson.policy(merged).toString() : new PolicyText(style).of(merged));
    }
  }

  private LayeredPolicy merged() {
    List<Path> named = new ArrayList<>(files);
    named.addAll(policies);
    boolean ofBroker = published || tenant != null || region != null || experiment != null;
    if (ofBroker && !named.isEmpty()) {
      throw CliFailure.usage("name files, or what is published with --tenant and so on, not both.");
    }
    PipelineConfig pipeline = signals.pipeline();
    if (ofBroker) {
      return ofBroker(pipeline);
    }
    if (!named.isEmpty()) {
      return PolicyFiles.read(named);
    }
    try {
      String text = PipelineChoice.policy(pipeline, null);
      return LayeredPolicy.of(List.of(PolicyFile.parse(text, "the policy of this checkout")));
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private LayeredPolicy ofBroker(PipelineConfig pipeline) {
    PolicyTopicView view = PolicyTopicView.read(pipeline);
    PublishedPolicies.Merged merged =
        view.policies().merged(new Audience(tenant, region, experiment));
    view.holding(tenant)
        .forEach(
            (key, held) ->
                console
                    .err()
                    .println(
                        "livegate: nothing of it is carried out while '"
                            + key.text()
                            + "' says observe ("
                            + held.reason()
                            + "); ./livegate policy enforce"
                            + (key.tenant() == null ? "" : " --tenant " + key.tenant())
                            + " takes that back."));
    if (!merged.leftOut().isEmpty()) {
      console
          .err()
          .println(
              "livegate: layers that do not fit are left out: "
                  + String.join(", ", merged.leftOut())
                  + "\n  "
                  + String.join("\n  ", merged.problems()));
    }
    return merged.policy();
  }

  private Explanation explain(LayeredPolicy merged) {
    Explainer explainer = new Explainer(signals.clock(), merged.policy());
    Set<String> others = new LinkedHashSet<>();
    List<String> chosen = new ArrayList<>();
    signals.read(
        record -> {
          if (isMeant(record, chosen)) {
            explainer.take(record);
          } else if (others.size() < MAX_NAMED) {
            others.add(record.session());
          }
        });
    if (chosen.isEmpty() && others.isEmpty()) {
      throw CliFailure.usage("there is no record in the signals.");
    }
    if (chosen.isEmpty()) {
      throw CliFailure.usage(
          "there is no session '"
              + session
              + "' in the signals; "
              + (others.size() < MAX_NAMED ? "there are " : "the first are ")
              + quoted(others)
              + ".");
    }
    if (session == null && !others.isEmpty()) {
      others.add(chosen.get(0));
      throw CliFailure.usage(
          "there are several sessions in the signals; choose one with --session, e.g. "
              + quoted(others)
              + ".");
    }
    return explainer.end();
  }

  /** The one named, or the first one there is; of one name in two tenants the first. */
  private boolean isMeant(Signals record, List<String> chosen) {
    String key = record.key().asKey();
    if (chosen.isEmpty()
        && (session == null || session.equals(record.session()) || session.equals(key))) {
      chosen.add(key);
    }
    return chosen.contains(key);
  }

  private static String quoted(Set<String> names) {
    return names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'";
  }
}
