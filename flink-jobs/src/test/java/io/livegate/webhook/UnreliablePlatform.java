package io.livegate.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A platform whose webhook fails: it answers 503, stalls beyond the sender's patience after having
 * taken the event, or drops the connection. What it takes it has checked with the Standard Webhooks
 * library.
 */
final class UnreliablePlatform implements AutoCloseable {

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String OLD_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final double failing;
  private final Random random = new Random(7);
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final Set<String> ids = Collections.synchronizedSet(new HashSet<>());
  private final AtomicInteger unsigned = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean refusing;

  private UnreliablePlatform(double failing) throws IOException {
    this.failing = failing;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/hook", this::handle);
    server.start();
  }

  static UnreliablePlatform start(double failing) throws IOException {
    return new UnreliablePlatform(failing);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!isSigned(exchange, body, SECRET) || !isSigned(exchange, body, OLD_SECRET)) {
      unsigned.incrementAndGet();
      answer(exchange, 401);
      return;
    }
    double draw;
    synchronized (random) {
      draw = random.nextDouble() / failing;
    }
    if (refusing || draw < 0.5) {
      failed.incrementAndGet();
      answer(exchange, 503);
    } else if (draw < 0.9) {
      failed.incrementAndGet();
      exchange.close();
    } else {
      take(exchange, body);
      if (draw < 1) {
        failed.incrementAndGet();
        stall();
      }
      answer(exchange, 204);
    }
  }

  private void take(HttpExchange exchange, String body) {
    synchronized (taken) {
      taken.add(body);
      ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
      taken.notifyAll();
    }
  }

  private static boolean isSigned(HttpExchange exchange, String body, String secret) {
    try {
      new Webhook(secret).verify(body, exchange.getRequestHeaders());
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void stall() {
    try {
      Thread.sleep(3000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void refuseEverything(boolean on) {
    refusing = on;
  }

  /** Bodies as they came, those that came again too. */
  List<String> taken() {
    return List.copyOf(taken);
  }

  /** Different ids taken. */
  int distinct() {
    return ids.size();
  }

  int unsigned() {
    return unsigned.get();
  }

  int failed() {
    return failed.get();
  }

  void awaitTaken(int count) throws InterruptedException {
    synchronized (taken) {
      while (taken.size() < count) {
        taken.wait();
      }
    }
  }

  void awaitDistinct(int count) throws InterruptedException {
    synchronized (taken) {
      while (ids.size() < count) {
        taken.wait();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
