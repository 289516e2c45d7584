package io.livegate.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A real Prometheus in a process of its own, and all alerts it has seen fire. */
public final class Prometheus implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final int port;
  private final Set<String> fired = new TreeSet<>();

  /** Whether Debian's package {@code prometheus}, or another, is on the path. */
  public static boolean isInstalled() {
    try {
      Process version =
          new ProcessBuilder("prometheus", "--version").redirectErrorStream(true).start();
      version.getInputStream().readAllBytes();
      return version.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * @param rules of alerts, evaluated every second
   * @param targets ports that are scraped every second
   */
  Prometheus(Path folder, String rules, List<Integer> targets) throws IOException {
    this(
        folder,
        rules,
        "static_configs: [{targets: %s}]"
            .formatted(targets.stream().map(target -> "'127.0.0.1:" + target + "'").toList()));
  }

  /**
   * Without rules.
   *
   * @param targets a file that says what is scraped every second
   */
  public static Prometheus of(Path folder, Path targets) throws IOException {
    return new Prometheus(folder, "groups: []", "file_sd_configs: [{files: ['" + targets + "']}]");
  }

  private Prometheus(Path folder, String rules, String discovery) throws IOException {
    port = freePort();
    Files.writeString(folder.resolve("alerts.yaml"), rules);
    Files.writeString(
        folder.resolve("prometheus.yaml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: [alerts.yaml]
        scrape_configs:
          - job_name: livegate
            %s
        """
            .formatted(discovery));
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yaml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What a target serves. */
  public static String scrape(int target) throws IOException, InterruptedException {
    return get("http://127.0.0.1:" + target + "/metrics");
  }

  /** Every alert that fired since the start, at one of the times this was asked. */
  Set<String> fired() {
    try {
      JsonNode all = JSON.readTree(get("http://127.0.0.1:" + port + "/api/v1/alerts"));
      for (JsonNode alert : all.path("data").path("alerts")) {
        if (alert.path("state").asText().equals("firing")) {
          fired.add(alert.path("labels").path("alertname").asText());
        }
      }
    } catch (IOException e) {
      // Still starting.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return fired;
  }

  /** Waits until an expression has these values, by the label {@code process} of each. */
  public void await(String expression, Map<String, Double> values) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (!query(expression).equals(values)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(expression + " is " + query(expression) + ", not " + values);
      }
      Thread.sleep(250);
    }
  }

  private Map<String, Double> query(String expression) throws InterruptedException {
    Map<String, Double> values = new TreeMap<>();
    try {
      String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
      JsonNode answer =
          JSON.readTree(get("http://127.0.0.1:" + port + "/api/v1/query?query=" + encoded));
      for (JsonNode one : answer.path("data").path("result")) {
        String process = one.path("metric").path("process").asText();
        values.put(process, one.path("value").path(1).asDouble());
      }
    } catch (IOException e) {
      // Still starting: nothing listens, or it says so instead of JSON.
    }
    return values;
  }

  private static String get(String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
