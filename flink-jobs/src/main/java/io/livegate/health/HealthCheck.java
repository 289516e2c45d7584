package io.livegate.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.config.HealthSettings;
import io.livegate.job.config.OperationsConfig;
import io.livegate.signal.Lane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at the job of a Flink cluster and says what is the matter, all of it at once. */
public final class HealthCheck {

  private static final Set<String> OVER = Set.of("FAILED", "CANCELED", "FINISHED", "SUSPENDED");
  private static final String JOB = "livegate";
  private static final String JUDGE = "judge frames";

  private final FlinkRest flink;
  private final OperationsConfig config;

  /**
   * @param restAddress {@code host:port} of Flink's REST interface
   */
  public HealthCheck(String restAddress, OperationsConfig config) {
    this.flink = new FlinkRest(restAddress);
    this.config = config;
  }

  /** Asks now; some ten milliseconds, at most a few seconds where nobody answers. */
  public Health now() throws InterruptedException {
    String state = "";
    try {
      JsonNode job = newest(flink.get("/jobs/overview").path("jobs"));
      state = job.path("state").asText();
      if (state.isEmpty()) {
        return new Health("", List.of("there is no job named " + JOB), List.of());
      }
      if (OVER.contains(state)) {
        return new Health(state, List.of("the job is " + state), List.of());
      }
      return new Health(state, List.of(), unready(job.path("jid").asText(), state));
    } catch (IOException e) {
      return new Health(state, List.of("Flink does not answer: " + e), List.of());
    }
  }

  /** One that is not over goes before a newer one that is. */
  private static JsonNode newest(JsonNode jobs) {
    JsonNode best = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    for (JsonNode job : jobs) {
      if (job.path("name").asText().equals(JOB) && rank(job) > rank(best)) {
        best = job;
      }
    }
    return best;
  }

  private static long rank(JsonNode job) {
    if (job.isMissingNode()) {
      return Long.MIN_VALUE;
    }
    long started = job.path("start-time").asLong();
    return OVER.contains(job.path("state").asText()) ? started - Long.MAX_VALUE / 2 : started;
  }

  private List<String> unready(String job, String state) throws IOException, InterruptedException {
    List<String> reasons = new ArrayList<>();
    if (!state.equals("RUNNING")) {
      reasons.add("the job is " + state);
    }
    JsonNode vertices = flink.get("/jobs/" + job).path("vertices");
    for (JsonNode vertex : vertices) {
      int missing =
          vertex.path("parallelism").asInt() - vertex.path("tasks").path("RUNNING").asInt();
      if (missing > 0) {
        reasons.add(missing + " of the tasks '" + vertex.path("name").asText() + "' do not run");
      }
    }
    checkpoint(job, reasons);
    for (JsonNode vertex : vertices) {
      if (vertex.path("name").asText().contains(JUDGE)) {
        judging(job, vertex.path("id").asText(), reasons);
      }
    }
    return reasons;
  }

  private void checkpoint(String job, List<String> reasons)
      throws IOException, InterruptedException {
    JsonNode newest = flink.get("/jobs/" + job + "/checkpoints").path("latest").path("completed");
    if (!newest.hasNonNull("latest_ack_timestamp")) {
      reasons.add("no checkpoint is complete yet: nothing is delivered");
      return;
    }
    long age = System.currentTimeMillis() - newest.path("latest_ack_timestamp").asLong();
    HealthSettings limits = config.health();
    if (age > limits.checkpointAge().toMillis()) {
      reasons.add(
          "the newest checkpoint is %d s old, more than %d s: nothing is delivered"
              .formatted(age / 1000, limits.checkpointAge().toSeconds()));
    }
  }

  private void judging(String job, String vertex, List<String> reasons)
      throws IOException, InterruptedException {
    Map<String, Double> lanes = flink.most(job, vertex, ".unavailable");
    if (lanes.isEmpty()) {
      reasons.add("the tasks that judge have no figures yet");
    }
    for (Lane lane : Lane.values()) {
      boolean lacks = lanes.getOrDefault("lane." + lane.id() + ".unavailable", 0.0) > 0;
      if (lacks && !config.health().mayLack().contains(lane)) {
        reasons.add("the " + lane.id() + " lane has no model");
      }
    }
    double stuck = flink.most(job, vertex, "workersStuck").getOrDefault("workersStuck", 0.0);
    if (stuck > 0) {
      reasons.add(
          "%.0f workers of a process do not come back from a model: restart that process"
              .formatted(stuck));
    }
    if (config.probe().isOn()) {
      Double age = flink.most(job, vertex, "probeAgeSeconds").get("probeAgeSeconds");
      long most = config.probe().interval().plus(config.probe().patience()).toSeconds();
      if (age == null) {
        reasons.add("the probe has not begun");
      } else if (age > most) {
        reasons.add(
            "the probe has had no right answer for %d s, more than %d s"
                .formatted(Math.round(age), most));
      }
    }
  }
}
