package io.livegate.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file over http(s): bounded in time and size, checked, and only then moved to where it
 * is looked for, so that a half or wrong file is never found there.
 */
final class Download {

  private final Duration connectTimeout;
  private final Duration wholeTimeout;
  private final long largest;

  /**
   * @param largest bytes
   */
  Download(Duration connectTimeout, Duration wholeTimeout, long largest) {
    this.connectTimeout = connectTimeout;
    this.wholeTimeout = wholeTimeout;
    this.largest = largest;
  }

  /** Null when {@code target} now holds the file with this hash, else why not. */
  @Nullable String fetch(String address, String sha256, Path target) {
    long deadline = System.nanoTime() + wholeTimeout.toNanos();
    Path part = null;
    try {
      Path folder = target.toAbsolutePath().getParent();
      if (folder == null) {
        return target + " has no folder to download into";
      }
      Files.createDirectories(folder);
      part = Files.createTempFile(folder, "download", ".part");
      String failure = transfer(address, part, deadline);
      if (failure != null) {
        return failure;
      }
      String actual = Sha256.of(part);
      if (!actual.equals(sha256)) {
        return "sha256 is " + actual + ", expected " + sha256;
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return null;
    } catch (HttpTimeoutException e) {
      return System.nanoTime() >= deadline
          ? tooSlow()
          : "no connection within " + connectTimeout.toMillis() + " ms";
    } catch (IOException | IllegalArgumentException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      delete(part);
    }
  }

  private @Nullable String transfer(String address, Path part, long deadline)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(wholeTimeout).GET().build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body();
        OutputStream out = Files.newOutputStream(part)) {
      if (response.statusCode() != 200) {
        return "HTTP status " + response.statusCode();
      }
      // the request's timeout ends with the headers; a stalled body is woken by closing it
      CompletableFuture<Void> watchdog =
          CompletableFuture.runAsync(
              () -> closeQuietly(body),
              CompletableFuture.delayedExecutor(
                  Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
      try {
        return copy(body, out);
      } catch (IOException e) {
        return System.nanoTime() >= deadline ? tooSlow() : e.toString();
      } finally {
        watchdog.cancel(true);
      }
    }
  }

  private @Nullable String copy(InputStream body, OutputStream out) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long total = 0;
    for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
      total += n;
      if (total > largest) {
        return "larger than " + largest + " bytes, the most a download may have";
      }
      out.write(chunk, 0, n);
    }
    return null;
  }

  private String tooSlow() {
    return "not done within " + wholeTimeout.toMillis() + " ms";
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // the reader wakes all the same and says that time is up
    }
  }

  private static void delete(@Nullable Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // a stray .part file is never looked for; nothing else to do about it
    }
  }
}
