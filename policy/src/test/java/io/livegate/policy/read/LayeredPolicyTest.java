package io.livegate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.policy.Effect;
import io.livegate.policy.Gate;
import io.livegate.policy.LayerKind;
import io.livegate.policy.LayerStamp;
import io.livegate.policy.Mode;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.Strikes;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class LayeredPolicyTest {

  private static final String BASE =
      """
      id: base
      version: 4
      mode: enforce
      onUnavailable: {liveness: refuse}
      gate: {timeout: 5s, onTimeout: refuse}
      rules:
        - id: live-person
          phase: gate
          when: [{signal: liveness.live, atLeast: 0.5, hits: 10, of: 14, within: 3s}]
          effect: admit
        - id: explicit
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.8, hits: 2, of: 3, within: 4s}]
          effect: blur
          verdict: EXPLICIT
        - id: minors
          locked: true
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.9, hits: 5, of: 7, within: 9s}]
          effect: disconnect
          verdict: EXPLICIT
      """;

  private static final String TENANT =
      """
      id: acme
      version: 2
      layer: {of: tenant}
      gate: {timeout: 8s}
      onUnavailable: {content: review}
      change:
        - id: explicit
          cooldown: 5s
      rules:
        - id: dark
          phase: any
          when: [{signal: quality.brightness, below: 0.1, hits: 8, of: 9, within: 9s}]
          effect: coach
      """;

  @Test
  void aLayerSaysOnlyWhatDiffers() throws PolicyException {
    Policy policy = merge(BASE, TENANT).policy();

    assertThat(policy.id()).isEqualTo("base");
    assertThat(policy.name()).isEqualTo("base 4 + acme 2 (tenant)");
    assertThat(policy.gate()).isEqualTo(new Gate(Duration.ofSeconds(8), OnTimeout.REFUSE));
    assertThat(policy.onUnavailable().values())
        .containsExactlyInAnyOrder(OnUnavailable.REFUSE, OnUnavailable.REVIEW);
    assertThat(policy.rules())
        .extracting(Rule::id)
        .containsExactly("live-person", "explicit", "minors", "dark");
    Rule changed = policy.rules().get(1);
    assertThat(changed.cooldown()).isEqualTo(Duration.ofSeconds(5));
    assertThat(changed.when()).isEqualTo(merge(BASE).policy().rules().get(1).when());
  }

  @Test
  void layersLieOverEachOtherAndTheHighestHasTheLastWord() throws PolicyException {
    String region =
        """
        id: eu
        version: 1
        layer: {of: region}
        off: [dark]
        change: [{id: explicit, cooldown: 7s}]
        """;
    String experiment =
        """
        id: strict-trial
        version: 1
        layer: {of: experiment, share: 0.1}
        mode: observe
        change: [{id: explicit, cooldown: 9s}]
        """;
    Policy policy = merge(BASE, TENANT, region, experiment).policy();

    assertThat(policy.layers())
        .containsExactly(
            new LayerStamp(LayerKind.TENANT, "acme", 2),
            new LayerStamp(LayerKind.REGION, "eu", 1),
            new LayerStamp(LayerKind.EXPERIMENT, "strict-trial", 1));
    assertThat(policy.rules())
        .extracting(Rule::id)
        .containsExactly("live-person", "explicit", "minors");
    assertThat(policy.rules().get(1).cooldown()).isEqualTo(Duration.ofSeconds(9));
    assertThat(policy.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(policy.gate().timeout()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void whatContradictsTheLayersBelowIsRefusedAllAtOnceWithItsLine() {
    problems(
            BASE,
            """
            id: acme
            version: 1
            layer: {of: tenant}
            off: [explict, minors]
            change:
              - {id: nowhere, cooldown: 1s}
              - {id: explicit, cooldown: 1s}
              - {id: explicit, cooldown: 2s}
            rules:
              - {id: live-person, phase: any, share: 0.5, effect: coach}
            """)
        .satisfiesExactly(
            p -> assertThat(p).startsWith("1.yaml:4:").contains("no rule 'explict'", "'explicit'"),
            p -> assertThat(p).startsWith("1.yaml:4:").contains("locked in 0.yaml line 17"),
            p -> assertThat(p).startsWith("1.yaml:6:").contains("no rule 'nowhere'"),
            p -> assertThat(p).startsWith("1.yaml:8:").contains("twice in this layer"),
            p -> assertThat(p).startsWith("1.yaml:10:").contains("0.yaml line 7", "'change'"));
  }

  @Test
  void everyLineOfWhatIsMergedSaysWhereItComesFrom() throws PolicyException {
    LayeredPolicy merged =
        merge(BASE, TENANT, "id: eu\nversion: 1\nlayer: {of: region}\noff: [dark]\n");
    assertThat(merged.lines())
        .extracting(line -> line.of() + " " + line.line() + ":" + line.text())
        .contains(
            "default 1:id: base",
            "tenant 4:  timeout: 8s",
            "default 5:  onTimeout: refuse",
            "tenant 5:  content: review",
            "default 11:  - id: explicit",
            "tenant 8:    cooldown: 5s")
        .noneMatch(line -> line.contains("dark"));
    assertThat(merged.lines())
        .filteredOn(line -> line.text().contains("timeout: 8s"))
        .singleElement()
        .satisfies(line -> assertThat(line.before()).isEqualTo("5s, 0.yaml line 5"));
    assertThat(merged.switchedOff())
        .singleElement()
        .satisfies(line -> assertThat(line.text()).isEqualTo("off: dark"))
        .satisfies(line -> assertThat(line.of()).isEqualTo("region"));
    assertThat(PolicyParser.parse(merged.text(), "printed").rules())
        .as("what is printed is the policy")
        .isEqualTo(merged.policy().rules());
  }

  @Test
  void aRuleThatALowerLayerSwitchedOffIsGone() {
    String off = "id: a\nversion: 1\nlayer: {of: tenant}\noff: [explicit]\n";
    String change =
        "id: b\nversion: 1\nlayer: {of: region}\nchange: [{id: explicit, cooldown: 1s}]\n";
    problems(BASE, off, change)
        .singleElement()
        .asString()
        .startsWith("2.yaml:4:")
        .contains("switched off below, in 1.yaml line 4");
  }

  @Test
  void aGuardRailBrokenOnlyTogetherIsSaidOfTheLayer() {
    problems(BASE, "id: a\nversion: 1\nlayer: {of: tenant}\n\noff: [live-person]\n")
        .singleElement()
        .asString()
        .startsWith("1.yaml:5:")
        .contains("nobody could ever be admitted", "0.yaml line 5 below");
    problems(
            BASE,
            "id: a\nversion: 1\nlayer: {of: tenant}\nchange:\n  - id: explicit\n    effect: ban\n")
        .satisfiesExactly(
            p -> assertThat(p).startsWith("1.yaml:6:").contains("a ban must end"),
            p -> assertThat(p).startsWith("1.yaml:6:").contains("two model families"));
    problems(
            BASE,
            "id: a\nversion: 1\nlayer: {of: tenant}\nchange:\n  - id: explicit\n    phase: gate\n",
            "id: b\nversion: 1\nlayer: {of: region}\nchange:\n  - {id: explicit, effect: disconnect}\n")
        .singleElement()
        .asString()
        .startsWith("2.yaml:5:")
        .contains("needs phase", "1.yaml line 6 below");
  }

  @Test
  void aLayerByItselfIsCheckedForItsForm() {
    assertThatThrownBy(
            () ->
                PolicyFile.parse(
                    "id: a\nversion: 1\nlayer: {of: region, share: 0.1}\ngate: {timeout: soon}\n",
                    "a.yaml"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("line 3: only an experiment has a share")
        .hasMessageContaining("line 4: 'timeout' cannot be 'soon'");
    assertThatThrownBy(
            () -> PolicyFile.parse("id: a\nversion: 1\nlayer: {of: experiment}\n", "a.yaml"))
        .hasMessageContaining("needs its share");
    assertThatThrownBy(() -> PolicyFile.parse(BASE + "off: [explicit]\n", "a.yaml"))
        .hasMessageContaining("'off' is for layers");
    assertThatThrownBy(() -> PolicyParser.parse(TENANT, "a.yaml"))
        .hasMessageContaining("a whole policy is needed");
  }

  @Test
  void whatALayerHasInheritedIsNotWarnedAboutAgain() {
    String base = BASE.replace("hits: 5, of: 7, within: 9s", "hits: 50, of: 60, within: 2s");
    PolicyStack stack = new PolicyStack();
    assertThat(PolicyCheck.of(base, "base.yaml", stack, s -> 10, null).warnings()).hasSize(1);
    String shadowed =
        """
          - id: shadowed
            phase: admitted
            when: [{signal: content.explicit, atLeast: 0.9, hits: 50, of: 60, within: 2s}]
            effect: review
        """;
    assertThat(PolicyCheck.of(TENANT + shadowed, "t.yaml", stack, s -> 10, null).warnings())
        .hasSize(2)
        .allMatch(w -> w.source().equals("t.yaml") && w.line() >= 14);
  }

  @Test
  void anExperimentThatLetsNobodyInIsWarnedAbout() {
    String trial = "id: t\nversion: 1\nlayer: {of: experiment, share: 0.1}\nmode: observe\n";
    assertThat(PolicyCheck.of(trial, "t.yaml", new PolicyStack(), s -> 10, null).warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.line()).isEqualTo(4))
        .satisfies(w -> assertThat(w.message()).contains("admission included"));
  }

  @Test
  void filesAreLaidInTheirOrder() throws PolicyException {
    PolicyStack stack = new PolicyStack();
    PolicyFile tenant = PolicyFile.parse(TENANT, "t");
    PolicyFile region =
        PolicyFile.parse("id: eu\nversion: 1\nlayer: {of: region}\nmode: observe\n", "r");
    assertThat(stack.lay(region)).extracting(PolicyFile::name).last().isEqualTo("r");
    assertThat(stack.lay(tenant)).hasSize(2).doesNotContain(region).last().isEqualTo(tenant);
    assertThat(stack.lay(region)).hasSize(3);
    assertThat(stack.lay(PolicyFile.parse(BASE, "b"))).hasSize(1);
  }

  @Test
  void theStrikesOfALayerReplaceThoseBelow() throws PolicyException {
    String below = BASE + "strikes: {for: [disconnect], at: 3, within: 30d, expires: 7d}\n";
    String above = TENANT + "strikes: {for: [blur], at: 2, within: 1d, expires: %s}\n";

    assertThat(merge(below, String.format(above, "1d")).policy().strikes())
        .isEqualTo(
            new Strikes(Set.of(Effect.BLUR), 2, Duration.ofDays(1), Duration.ofDays(1), null));
    problems(below, String.format(above, "31d"))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("1.yaml:").contains("a ban cannot last 31d"));
  }

  private static ListAssert<String> problems(String... texts) {
    PolicyException thrown = null;
    try {
      merge(texts);
    } catch (PolicyException e) {
      thrown = e;
    }
    assertThat(thrown).as("it was to be refused").isNotNull();
    return assertThat(
        thrown.problems().stream()
            .map(p -> p.source() + ":" + p.line() + ": " + p.message())
            .toList());
  }

  private static LayeredPolicy merge(String... texts) throws PolicyException {
    PolicyFile[] files = new PolicyFile[texts.length];
    for (int i = 0; i < texts.length; i++) {
      files[i] = PolicyFile.parse(texts[i], i + ".yaml");
    }
    return LayeredPolicy.of(Stream.of(files).toList());
  }
}
