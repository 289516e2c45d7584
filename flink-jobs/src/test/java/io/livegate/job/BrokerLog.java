package io.livegate.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;

/** What a broker wrote, with what clients are not shown. */
final class BrokerLog {

  /** A record and the transaction it came with, which the broker numbers by producer and epoch. */
  record Written(String value, long producer, short epoch) {}

  private BrokerLog() {}

  /** All data records of a topic. */
  static List<Written> of(Path brokerFolder, String topic) {
    List<Written> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(brokerFolder)) {
      for (Path file : files.filter(f -> isSegment(f, topic)).toList()) {
        try (FileRecords records = FileRecords.open(file.toFile(), false)) {
          for (RecordBatch batch : records.batches()) {
            add(batch, all);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static void add(RecordBatch batch, List<Written> all) {
    if (batch.isControlBatch()) {
      return;
    }
    for (Record record : batch) {
      byte[] value = new byte[record.valueSize()];
      record.value().get(value);
      all.add(
          new Written(
              new String(value, StandardCharsets.UTF_8),
              batch.producerId(),
              batch.producerEpoch()));
    }
  }

  private static boolean isSegment(Path file, String topic) {
    return file.getFileName().toString().endsWith(".log")
        && file.getParent().getFileName().toString().matches(topic + "-\\d+");
  }
}
