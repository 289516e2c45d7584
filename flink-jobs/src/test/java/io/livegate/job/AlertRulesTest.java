package io.livegate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code config/alerts.yaml} by itself: its runbooks, and its windows as they are shipped. */
class AlertRulesTest {

  private static final Path ROOT = Path.of("..");
  private static final Path CASES = Path.of("src/test/resources/alerts/cases.yaml");

  @Test
  void everyAlertHasARunbook() throws IOException {
    List<String> headings =
        Files.readAllLines(ROOT.resolve("docs/operate.md")).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    for (JsonNode rule : rules()) {
      String name = rule.path("alert").asText();
      assertThat(headings).contains(name);
      JsonNode annotations = rule.path("annotations");
      assertThat(annotations.path("summary").asText()).isNotEmpty();
      assertThat(annotations.path("runbook_url").asText())
          .endsWith("operate.md#" + name.toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void everyAlertHasACaseInWhichItFires() throws IOException {
    Set<String> tried = new TreeSet<>();
    Pattern.compile("alertname: (\\w+)")
        .matcher(Files.readString(CASES))
        .results()
        .forEach(m -> tried.add(m.group(1)));
    Set<String> names = new TreeSet<>();
    rules().forEach(rule -> names.add(rule.path("alert").asText()));

    assertThat(tried).isEqualTo(names);
  }

  @Test
  void withTheShippedWindowsTheyFireInTimeAndStaySilentInAHealthyHour()
      throws IOException, InterruptedException {
    assumeTrue(Prometheus.isInstalled(), "no promtool on this machine: apt-get install prometheus");
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", CASES.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
  }

  private static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    new ObjectMapper(new YAMLFactory())
        .readTree(Files.readString(ROOT.resolve("config/alerts.yaml")))
        .path("groups")
        .get(0)
        .path("rules")
        .forEach(rules::add);
    return rules;
  }
}
