package io.livegate.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.bench.PeerFrames.PeerFrame;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another system that judges the same frames, a process of its own.
 *
 * <p>It reads from its standard input a line {@code {"frames": N}} and N times a line {@code
 * {"session", "bytes", "scores"}} with so many bytes of JPEG behind it. When it is ready, and warm,
 * it answers one line of JSON, an object that says what it likes of itself and of the scores. Then,
 * for each line {@code {"judge": N}}, it judges N frames, beginning with the first and anew after
 * the last, and answers {@code {"judged": N}}. It ends with its input. Its standard error is ours.
 */
final class Peer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String command;
  private final Process process;
  private final OutputStream toPeer;
  private final BufferedReader fromPeer;
  private JsonNode says = JSON.createObjectNode();

  private Peer(String command) throws IOException {
    this.command = command;
    process =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    toPeer = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    fromPeer =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * What was seen.
   *
   * @param perSecond frames judged a second, from question to answer
   * @param cpuMillis processor time of a frame, of the process and all that it started
   */
  record Seen(double perSecond, double cpuMillis) {}

  /**
   * Starts it and waits until it is ready.
   *
   * @param command as a shell takes it
   * @throws IllegalStateException if it does not start, ends, or answers something else
   */
  static Peer start(String command, List<PeerFrame> frames) {
    try {
      Peer peer = new Peer(command);
      try {
        peer.says = peer.introduced(frames);
        return peer;
      } catch (RuntimeException e) {
        peer.close();
        throw e;
      }
    } catch (IOException e) {
      throw new IllegalStateException("the peer '" + command + "' cannot be started: " + e, e);
    }
  }

  /** Its answer to the frames, one line of JSON. */
  String says() {
    return says.toString();
  }

  /**
   * Lets it judge so many frames.
   *
   * @throws IllegalStateException if it ends, or answers something else
   */
  Seen judge(int frames) {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    JsonNode answer = ask(JSON.createObjectNode().put("judge", frames), List.of());
    long nanos = System.nanoTime() - start;
    if (answer.path("judged").asInt(-1) != frames) {
      throw failed("was asked to judge " + frames + " frames and answered " + answer);
    }
    return new Seen(frames * 1e9 / nanos, (cpuNanos() - cpu) / 1e6 / frames);
  }

  private JsonNode introduced(List<PeerFrame> frames) {
    return ask(JSON.createObjectNode().put("frames", frames.size()), frames);
  }

  private JsonNode ask(ObjectNode question, List<PeerFrame> frames) {
    try {
      write(question);
      for (PeerFrame frame : frames) {
        ObjectNode head = JSON.createObjectNode();
        head.put("session", frame.session());
        head.put("bytes", frame.jpeg().length);
        head.set("scores", JSON.valueToTree(frame.scores()));
        write(head);
        toPeer.write(frame.jpeg());
      }
      toPeer.flush();
      return answer();
    } catch (IOException e) {
      throw failed("does not read what it is sent: " + e.getMessage());
    }
  }

  private void write(ObjectNode line) throws IOException {
    toPeer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode answer() throws IOException {
    String line = fromPeer.readLine();
    if (line == null) {
      throw failed("ended without an answer; what it said stands above");
    }
    try {
      JsonNode answer = JSON.readTree(line);
      if (answer.isObject()) {
        return answer;
      }
    } catch (JsonProcessingException e) {
      // said below
    }
    throw failed("answers with what is no JSON object: " + line);
  }

  private IllegalStateException failed(String why) {
    return new IllegalStateException("the peer '" + command + "' " + why);
  }

  private long cpuNanos() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .mapToLong(Duration::toNanos)
        .sum();
  }

  /** Ends it, with all that it started. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    started.forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      fromPeer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
