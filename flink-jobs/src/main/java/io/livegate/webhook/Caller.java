package io.livegate.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One signed HTTP POST, after <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 * Standard Webhooks</a>: the signature is HMAC-SHA256 over id, timestamp and body.
 */
final class Caller {

  /** An hour: who asks for more is asked again nevertheless. */
  private static final long LONGEST_WAIT_SECONDS = 3600;

  private final HttpClient client;
  private final Duration timeout;
  private final Clock clock;

  Caller(Duration timeout, Clock clock) {
    this.timeout = timeout;
    this.clock = clock;
    // A redirect would carry the event to somebody nobody configured.
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Always completes normally. */
  CompletableFuture<Reply> call(Endpoint endpoint, Event event) {
    HttpRequest request;
    try {
      request = request(endpoint, event);
    } catch (WebhookSigningException e) {
      return CompletableFuture.completedFuture(Reply.failed("cannot be signed: " + e.getMessage()));
    }
    CompletableFuture<HttpResponse<Void>> exchange =
        client.sendAsync(request, BodyHandlers.discarding());
    // The request's own time-out ends with the headers; an endless body must not hold a session.
    return exchange
        .copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              exchange.cancel(true);
              return reply(response, failure);
            });
  }

  private HttpRequest request(Endpoint endpoint, Event event) throws WebhookSigningException {
    long timestamp = clock.instant().getEpochSecond();
    StringBuilder signatures = new StringBuilder();
    for (Webhook signer : endpoint.signers()) {
      signatures
          .append(signatures.isEmpty() ? "" : " ")
          .append(signer.sign(event.id(), timestamp, event.body()));
    }
    return HttpRequest.newBuilder(endpoint.url())
        .timeout(timeout)
        .version(
            "https".equals(endpoint.url().getScheme())
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1)
        .header("content-type", "application/cloudevents+json; charset=utf-8")
        .header("user-agent", "Livegate")
        .header("webhook-id", event.id())
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", signatures.toString())
        .header("idempotency-key", event.id())
        .POST(BodyPublishers.ofString(event.body()))
        .build();
  }

  private static Reply reply(@Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
    if (response == null) {
      return Reply.failed(why(failure));
    }
    boolean taken = response.statusCode() / 100 == 2;
    return new Reply(taken, "HTTP " + response.statusCode(), askedWait(response));
  }

  private static String why(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause == null ? "no answer" : cause.getClass().getSimpleName() + message(cause);
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }

  /** The seconds form of Retry-After; the date form counts as none. */
  private static Duration askedWait(HttpResponse<Void> response) {
    String seconds =
        response.headers().firstValue("retry-after").filter(v -> v.matches("\\d{1,9}")).orElse("0");
    return Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(seconds)));
  }
}
