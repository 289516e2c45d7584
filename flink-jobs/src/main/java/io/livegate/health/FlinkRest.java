package io.livegate.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what Flink's REST interface says of a job; of any cluster's, the embedded one included. */
final class FlinkRest {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String address;

  /**
   * @param address {@code host:port}
   */
  FlinkRest(String address) {
    this.address = address;
  }

  /**
   * @param path below the root, with a slash
   * @throws IOException if there is no good answer in time
   */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(PATIENCE).build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("Flink at " + address + " answers " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }

  /**
   * The largest value among a vertex's tasks of each of Livegate's metrics.
   *
   * @param named part of the names wanted
   * @return by the name behind {@code livegate.}
   */
  Map<String, Double> most(String job, String vertex, String named)
      throws IOException, InterruptedException {
    String path = "/jobs/" + job + "/vertices/" + vertex + "/subtasks/metrics";
    Map<String, String> wanted = new TreeMap<>();
    for (JsonNode metric : get(path)) {
      String id = metric.path("id").asText();
      int ours = id.indexOf(".livegate.");
      if (ours >= 0 && id.substring(ours).contains(named)) {
        wanted.put(id, id.substring(ours + ".livegate.".length()));
      }
    }
    Map<String, Double> values = new TreeMap<>();
    if (wanted.isEmpty()) {
      return values;
    }
    String ids =
        wanted.keySet().stream()
            .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    for (JsonNode metric : get(path + "?agg=max&get=" + ids)) {
      String name = wanted.get(metric.path("id").asText());
      if (name != null) {
        values.put(name, metric.path("max").asDouble());
      }
    }
    return values;
  }
}
