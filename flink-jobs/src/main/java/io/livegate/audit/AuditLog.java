package io.livegate.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Appends to an audit log. The log is its own memory of how far it was read: no event stands in it
 * twice, whenever the process that writes it dies. One writer at a time. Not thread-safe.
 */
public final class AuditLog implements AutoCloseable {

  private final Path folder;
  private final Seal seal;
  private final long fileBytes;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final FileChannel lockChannel;
  private FileChannel channel;
  private int number;
  private long seq;
  private String head = AuditLine.BEGINNING;

  private AuditLog(Path folder, Seal seal, long fileBytes, FileChannel lockChannel)
      throws IOException {
    this.folder = folder;
    this.seal = seal;
    this.fileBytes = fileBytes;
    this.lockChannel = lockChannel;
    List<Path> files = AuditFolder.files(folder);
    String newest = null;
    for (Path file : files) {
      String last = readBack(file, file.equals(files.get(files.size() - 1)));
      newest = last == null ? newest : last;
    }
    if (newest != null
        && !AuditLine.writtenHash(newest).equals(AuditLine.rightHash(newest, seal))) {
      throw new IOException(
          "the last line of the audit log in "
              + folder
              + " was written with another key, or edited: give the --key-file of this log, or"
              + " begin another in a new folder");
    }
    this.number = Math.max(1, files.size());
    this.channel = open();
  }

  /**
   * Opens a log, or begins one.
   *
   * @param fileBytes size after which the next file is begun
   * @throws IOException if it cannot be read or written, or another process writes it, naming it
   */
  public static AuditLog open(Path folder, Seal seal, long fileBytes) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockChannel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lockChannel)) {
      lockChannel.close();
      throw new IOException("another writer has the audit log in " + folder);
    }
    try {
      return new AuditLog(folder, seal, fileBytes, lockChannel);
    } catch (IOException e) {
      lockChannel.close();
      throw e;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * The last line there is, or null. A torn one is a write that a crash cut short: its event is
   * read again.
   */
  private @Nullable String readBack(Path file, boolean last) throws IOException {
    if (last) {
      cutTornLine(file);
    }
    String newest = null;
    try (BufferedReader reader = AuditFolder.reader(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        AuditLine line = AuditLine.parse(text);
        seq = line.seq() + 1;
        head = AuditLine.writtenHash(text);
        next.put(new TopicPartition(line.topic(), line.partition()), line.offset() + 1);
        newest = text;
      }
    }
    return newest;
  }

  private static void cutTornLine(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      long end = file.length();
      while (end > 0) {
        file.seek(end - 1);
        if (file.read() == '\n') {
          break;
        }
        end--;
      }
      file.setLength(end);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        AuditFolder.file(folder, number), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The offset to read on from; null for a partition of which nothing was written. */
  public @Nullable Long next(TopicPartition partition) {
    return next.get(partition);
  }

  /** Lines there are. */
  public long size() {
    return seq;
  }

  /** Hash of the last line: note it elsewhere, and a log cut short is found. */
  public String head() {
    return head;
  }

  /**
   * Appends an event; {@link #force} makes it safe.
   *
   * @param event JSON on one line
   */
  public void append(TopicPartition from, long offset, String event) throws IOException {
    if (channel.size() >= fileBytes) {
      force();
      channel.close();
      number++;
      channel = open();
    }
    AuditLine.Sealed sealed =
        new AuditLine(seq, head, from.topic(), from.partition(), offset, event).seal(seal);
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(sealed.text() + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    seq++;
    head = sealed.hash();
    next.put(from, offset + 1);
  }

  /** Returns when what was appended is on the disk. */
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    try (lockChannel;
        FileChannel last = channel) {
      last.force(false);
    }
  }
}
