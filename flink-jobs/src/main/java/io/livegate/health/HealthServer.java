package io.livegate.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code GET /healthz} and {@code GET /readyz}: 200 or 503, and why, as JSON. On the JDK's
 * own server, which Flink's Prometheus reporter runs on as well.
 */
public final class HealthServer implements AutoCloseable {

  /** So old may an answer be: Flink is not asked by every caller. */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final HealthCheck check;
  private final HttpServer server;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread t = new Thread(work, "livegate-health");
            t.setDaemon(true);
            return t;
          });
  private @Nullable Health known;
  private long knownNanos;

  private HealthServer(HealthCheck check, int port) throws IOException {
    this.check = check;
    this.server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(thread);
    server.createContext("/healthz", this::liveness);
    server.createContext("/readyz", this::readiness);
    server.start();
  }

  /**
   * @param port 0: any that is free
   * @throws IllegalStateException if it cannot be had, naming it
   */
  public static HealthServer start(HealthCheck check, int port) {
    try {
      return new HealthServer(check, port);
    } catch (IOException e) {
      throw new IllegalStateException(
          "health cannot be served on port " + port + ": " + e.getMessage() + "; take another", e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void liveness(HttpExchange exchange) throws IOException {
    Health health = health();
    answer(exchange, health.isAlive(), health.livenessJson());
  }

  private void readiness(HttpExchange exchange) throws IOException {
    Health health = health();
    answer(exchange, health.isReady(), health.readinessJson());
  }

  /** Called by the one thread only. */
  private Health health() throws IOException {
    Health last = known;
    if (last == null || System.nanoTime() - knownNanos > FRESH_NANOS) {
      try {
        last = check.now();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("closed", e);
      }
      known = last;
      knownNanos = System.nanoTime();
    }
    return last;
  }

  private static void answer(HttpExchange exchange, boolean good, String json) throws IOException {
    try (exchange) {
      byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(good ? 200 : 503, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
