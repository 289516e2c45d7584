package io.livegate.cli.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The line {@code judge --json} prints for a session: a public contract, fields are only added. */
public final class ReportJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportJson() {}

  /** One JSON object on one line, fields always in the same order. */
  public static String line(SessionReport report) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("session", report.session());
    line.put("outcome", report.outcome());
    line.put("admitted", report.admitted());
    line.put("verdict", report.verdict());
    line.put("decidedAtMillis", report.decidedAtMillis());
    report.reasons().forEach(line.putArray("reasons")::add);
    line.putObject("frames")
        .put("received", report.frames().received())
        .put("judged", report.frames().judged())
        .put("skipped", report.frames().skipped())
        .put("dropped", report.frames().dropped())
        .put("undecodable", report.frames().undecodable());
    line.putArray("events").addAll(report.events());
    List<JsonNode> challenges = report.challenges();
    if (!challenges.isEmpty()) {
      line.putArray("challenges").addAll(challenges);
    }
    if (!report.scores().isEmpty()) {
      ObjectNode scores = line.putObject("scores");
      report.scores().forEach(scores::put);
    }
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report of " + report.session() + " is not JSON", e);
    }
  }
}
