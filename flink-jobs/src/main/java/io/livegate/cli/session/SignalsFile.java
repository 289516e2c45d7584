package io.livegate.cli.session;

import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of signals: one record a line, as they stand on {@code livegate.signals}, each session's
 * together and in its order. Sessions are judged side by side, so the records of each are kept
 * until its turn has come: the same input gives the same file. Thread-safe.
 */
public final class SignalsFile implements AutoCloseable {

  private final OutputStream file;
  private final Map<String, List<byte[]>> waiting = new HashMap<>();

  /**
   * @throws IOException if the file cannot be written; what was in it is gone otherwise
   */
  public SignalsFile(Path path) throws IOException {
    this.file = new BufferedOutputStream(Files.newOutputStream(path));
  }

  /** A record of a session that has not been written yet. */
  public synchronized void add(Signals signals) {
    waiting
        .computeIfAbsent(signals.session(), session -> new ArrayList<>())
        .add(SignalsJson.write(signals));
  }

  /**
   * It is this session's turn; a second time nothing is written.
   *
   * @throws UncheckedIOException if the disk does not take it
   */
  public synchronized void write(String session) {
    List<byte[]> records = waiting.remove(session);
    if (records == null) {
      return;
    }
    try {
      for (byte[] one : records) {
        file.write(one);
        file.write('\n');
      }
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the signals of " + session + " cannot be written", e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
