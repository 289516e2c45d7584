package io.livegate.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A peer that looks at nothing: it counts what it is sent. Run as a process, with the JDK alone.
 */
final class CountingPeer {

  private static final Pattern NUMBER = Pattern.compile("\"(frames|bytes|judge)\":(\\d+)");

  private CountingPeer() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    DataInputStream input = new DataInputStream(System.in);
    int frames = number(line(input));
    long bytes = 0;
    String last = "";
    for (int i = 0; i < frames; i++) {
      last = line(input);
      bytes += input.readNBytes(number(last)).length;
    }
    System.out.printf("{\"frames\":%d,\"bytes\":%d,\"last\":%s}%n", frames, bytes, last);
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      Thread.sleep(20);
      System.out.printf("{\"judged\":%d}%n", number(line));
    }
  }

  /** Empty at the end. */
  private static String line(DataInputStream input) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c >= 0 && c != '\n'; c = input.read()) {
      line.append((char) c);
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static int number(String line) {
    Matcher number = NUMBER.matcher(line);
    if (!number.find()) {
      throw new IllegalArgumentException(line);
    }
    return Integer.parseInt(number.group(2));
  }
}
