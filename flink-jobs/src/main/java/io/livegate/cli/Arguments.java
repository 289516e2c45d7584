package io.livegate.cli;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments as the launcher hands them over: each ended by a zero byte, in a pipe that {@code
 * livegate.arguments} names. The command line itself must stay short, see {@code livegate}.
 */
final class Arguments {

  private static final String PIPE = "livegate.arguments";

  private Arguments() {}

  /** Those in the pipe; without one, those given to {@code main}. */
  static String[] of(String[] given) {
    String pipe = System.getProperty(PIPE);
    if (pipe == null) {
      return given;
    }
    // Buffered: FileInputStream itself wants to seek, which a pipe cannot.
    try (InputStream in = new BufferedInputStream(new FileInputStream(pipe))) {
      return split(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the launcher's arguments cannot be read from " + pipe, e);
    }
  }

  static String[] split(byte[] joined) {
    List<String> arguments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < joined.length; i++) {
      if (joined[i] == 0) {
        arguments.add(new String(joined, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return arguments.toArray(String[]::new);
  }
}
