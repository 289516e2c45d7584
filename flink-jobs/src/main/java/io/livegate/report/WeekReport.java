package io.livegate.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.io.EventType;
import io.livegate.job.probe.Probe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one week brought: actions by tenant and reason, how many of them people overturned, who
 * changed what, and sessions let in that somebody should look at as well. The same events give the
 * same report.
 */
public final class WeekReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Sessions to look at, of each tenant. */
  static final int SAMPLED = 20;

  private final String week;
  private final Map<String, Tenant> tenants = new TreeMap<>();
  private final ArrayNode changes = JSON.createArrayNode();

  private static final class Tenant {
    final Map<String, Integer> actions = new TreeMap<>();
    final Set<String> reviewed = new HashSet<>();
    final Set<String> overturned = new HashSet<>();
    final TreeMap<String, String> passed = new TreeMap<>();
    int passedInAll;
  }

  /**
   * @param week ISO week, {@code 2026-W47}
   */
  public WeekReport(String week) {
    this.week = week;
  }

  /** The ISO week of a moment, UTC. */
  public static String weekOf(long epochMillis) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "%d-W%02d",
        day.get(IsoFields.WEEK_BASED_YEAR),
        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  /** Takes in an event of any type and time. */
  public void take(JsonNode event) {
    String time = event.path("time").asText();
    JsonNode data = event.path("data");
    String name = data.path("tenant").asText();
    if (Probe.is(name) || !isOfThisWeek(time)) {
      return;
    }
    String type = event.path("type").asText();
    if (type.startsWith("io.livegate.policy.") || type.startsWith("io.livegate.settings.")) {
      changes.add(change(type, time, data));
      return;
    }
    if (name.isEmpty()) {
      return; // a record that was no review is nobody's
    }
    Tenant tenant = tenants.computeIfAbsent(name, unused -> new Tenant());
    boolean done = data.has("effect") && data.path("mode").asText().equals("enforce");
    if (done && !type.equals(EventType.CHALLENGE_CLOSED.id())) { // that only says how one ended
      String key = data.path("effect").asText() + " " + data.path("reasonCategory").asText();
      tenant.actions.merge(key, 1, Integer::sum);
    } else if (type.equals(EventType.REVIEW_RECORDED.id())) {
      review(tenant, data);
    } else if (type.equals(EventType.ENDED.id()) && isLetInAndNotStopped(data)) {
      passed(tenant, name, data.path("session").asText());
    }
  }

  /** Strangers' records, which have no such time, are kept in the log too. */
  private boolean isOfThisWeek(String time) {
    try {
      return weekOf(Instant.parse(time).toEpochMilli()).equals(week);
    } catch (DateTimeException | ArithmeticException e) { // or no moment in milliseconds
      return false;
    }
  }

  private static boolean isLetInAndNotStopped(JsonNode data) {
    String outcome = data.path("outcome").asText();
    boolean asked = outcome.equals("review"); // about somebody at the gate, or in the call
    return outcome.equals("admitted") || asked && data.path("admitted").asBoolean();
  }

  private static ObjectNode change(String type, String time, JsonNode data) {
    ObjectNode change = JSON.createObjectNode();
    change.put("time", time).put("what", type.substring("io.livegate.".length()));
    for (String field : List.of("tenant", "policy", "mode", "by", "author", "reason", "origin")) {
      if (data.has(field)) {
        change.set(field, data.path(field));
      }
    }
    return change;
  }

  private static void review(Tenant tenant, JsonNode data) {
    if (data.path("result").asText().equals("unknown")) {
      return;
    }
    String action = data.path("action").asText();
    tenant.reviewed.add(action);
    if (data.path("outcome").asText().equals("overturned")) {
      tenant.overturned.add(action);
    }
  }

  /** Those whose hash is smallest: nobody can choose them, and anybody can check the choice. */
  private void passed(Tenant tenant, String name, String session) {
    tenant.passedInAll++;
    tenant.passed.put(hash(week + "/" + name + "/" + session), session);
    if (tenant.passed.size() > SAMPLED) {
      tenant.passed.pollLastEntry();
    }
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** {@code week}, {@code tenants}, {@code changes}. */
  public ObjectNode json() {
    ObjectNode report = JSON.createObjectNode().put("week", week);
    ArrayNode all = report.putArray("tenants");
    tenants.forEach(
        (name, tenant) -> {
          ObjectNode one = all.addObject().put("tenant", name);
          ArrayNode actions = one.putArray("actions");
          tenant.actions.forEach(
              (key, count) -> {
                String[] parts = key.split(" ", 2);
                actions
                    .addObject()
                    .put("effect", parts[0])
                    .put("reasonCategory", parts[1])
                    .put("count", count);
              });
          one.put("reviewed", tenant.reviewed.size());
          one.put("overturned", tenant.overturned.size());
          if (!tenant.reviewed.isEmpty()) {
            one.put("overturnedShare", share(tenant));
          }
          one.put("passed", tenant.passedInAll);
          ArrayNode sample = one.putArray("passedSample");
          tenant.passed.values().forEach(sample::add);
        });
    report.set("changes", changes.deepCopy());
    return report;
  }

  private static double share(Tenant tenant) {
    return Math.round(1e4 * tenant.overturned.size() / tenant.reviewed.size()) / 1e4;
  }

  /** The same for people, a paragraph for each tenant. */
  public String text() {
    StringBuilder text = new StringBuilder("Week " + week + "\n");
    if (tenants.isEmpty() && changes.isEmpty()) {
      text.append("\nNo event is of this week.\n");
    }
    for (Map.Entry<String, Tenant> each : tenants.entrySet()) {
      Tenant tenant = each.getValue();
      text.append("\nTenant ").append(each.getKey()).append('\n');
      tenant.actions.forEach(
          (key, count) -> {
            String[] parts = key.split(" ", 2);
            text.append(String.format(Locale.ROOT, "  %8d  %-11s %s%n", count, parts[0], parts[1]));
          });
      text.append("  reviewed ").append(tenant.reviewed.size());
      text.append(", overturned ").append(tenant.overturned.size());
      if (!tenant.reviewed.isEmpty()) {
        text.append(String.format(Locale.ROOT, " (%.1f %%)", 100 * share(tenant)));
      }
      text.append("\n  let in and not stopped ").append(tenant.passedInAll);
      text.append(tenant.passed.isEmpty() ? "\n" : "; look at these of them:\n");
      tenant.passed.values().forEach(session -> text.append("    ").append(session).append('\n'));
    }
    if (!changes.isEmpty()) {
      text.append("\nPolicies and settings\n");
    }
    for (JsonNode change : changes) {
      text.append("  ").append(change.path("time").asText()).append(' ');
      text.append(change.path("what").asText());
      for (String field : List.of("tenant", "mode", "by", "author", "reason")) {
        if (change.has(field)) {
          text.append("  ").append(field).append(' ').append(change.path(field).asText());
        }
      }
      JsonNode policy = change.path("policy");
      if (policy.isObject()) {
        text.append("  ").append(policy.path("id").asText());
        text.append(' ').append(policy.path("version").asText());
      }
      text.append('\n');
    }
    return text.toString();
  }
}
