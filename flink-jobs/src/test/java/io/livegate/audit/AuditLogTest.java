package io.livegate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

  private static final TopicPartition PARTITION = new TopicPartition("livegate.events", 1);
  private static final int LINES = 20;

  @TempDir private Path folder;
  private String head = "";

  @BeforeEach
  void write() throws IOException {
    try (AuditLog log = open()) {
      for (int i = 0; i < LINES; i++) {
        append(log, i);
      }
      head = log.head();
    }
  }

  @Test
  void anUntouchedLogIsRightAndNamesItsLastLine() throws IOException {
    AuditCheck.Result result = verify();
    assertThat(result.problems()).isEmpty();
    assertThat(result.lines()).isEqualTo(LINES);
    assertThat(result.head()).isEqualTo(head);
    assertThat(AuditFolder.files(folder)).as("files").hasSizeGreaterThan(2);
  }

  @Test
  void anyEditedCharacterOfALineIsFound() throws IOException {
    Path file = AuditFolder.file(folder, 1);
    String right = Files.readString(file);
    for (int at = 0; right.charAt(at) != '\n'; at++) {
      char other = right.charAt(at) == '0' ? '1' : '0';
      Files.writeString(file, right.substring(0, at) + other + right.substring(at + 1));
      assertThat(verify().problems()).as("character %d", at).isNotEmpty();
    }
  }

  @Test
  void aDeletedLineIsFoundWherever() throws IOException {
    for (Path file : AuditFolder.files(folder)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(i);
        Files.write(file, fewer);
        // The last lines of all can only be missed by who knows that they were there.
        assertThat(AuditCheck.of(folder, Seal.withoutKey(), head).problems()).isNotEmpty();
      }
      Files.write(file, lines);
    }
  }

  @Test
  void aDeletedFileIsFound() throws IOException {
    Files.delete(AuditFolder.file(folder, 2));
    assertThat(verify().problems()).anyMatch(each -> each.contains("audit-000002"));
  }

  @Test
  void anotherOrderIsFound() throws IOException {
    Path file = AuditFolder.file(folder, 1);
    List<String> lines = Files.readAllLines(file);
    Collections.swap(lines, 0, 1);
    Files.write(file, lines);
    assertThat(verify().problems()).isNotEmpty();
  }

  @Test
  void aLogBuiltAnewWithoutTheKeyIsFound() throws IOException {
    // The one in the folder was built without a key.
    AuditCheck.Result result =
        AuditCheck.of(folder, Seal.withKey("a key of thirty-two bytes or more"), null);
    assertThat(result.problems()).hasSize(LINES);
  }

  @Test
  void aLineThatACrashCutShortIsWrittenAgain() throws IOException {
    List<Path> files = AuditFolder.files(folder);
    Path last = files.get(files.size() - 1);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length - 10));
    try (AuditLog log = open()) {
      assertThat(log.next(PARTITION)).isEqualTo(LINES - 1);
      append(log, LINES - 1);
      assertThat(log.head()).isEqualTo(head);
    }
    assertThat(verify().problems()).isEmpty();
  }

  @Test
  void goingOnKeepsTheChain() throws IOException {
    try (AuditLog log = open()) {
      append(log, LINES);
    }
    assertThat(verify().problems()).isEmpty();
    assertThat(verify().lines()).isEqualTo(LINES + 1);
  }

  @Test
  void eventsThatLookLikeTheEndOfALineChangeNothing() throws IOException {
    try (AuditLog log = open()) {
      log.append(PARTITION, LINES, "{\"a\":\"x\",\"hash\":\"" + head + "\"}");
    }
    assertThat(verify().problems()).isEmpty();
    Path last = AuditFolder.files(folder).get(AuditFolder.files(folder).size() - 1);
    Files.writeString(last, "no line\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    assertThat(verify().problems()).isNotEmpty();
  }

  @Test
  void aByteThatIsNoTextIsFoundLikeAnyOther() throws IOException {
    Path file = AuditFolder.file(folder, 1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[10] = (byte) 0xff;
    Files.write(file, bytes);
    assertThat(verify().problems()).anyMatch(problem -> problem.contains("line 1: its hash"));
  }

  @Test
  void whoHasAnotherKeyCannotGoOnAndLeavesTheLogAsItWas() throws IOException {
    assertThatThrownBy(() -> AuditLog.open(folder, Seal.withKey("k".repeat(64)), 1500))
        .hasMessageContaining("written with another key");
    try (AuditLog log = open()) {
      append(log, LINES);
    }
    assertThat(verify().problems()).isEmpty();
  }

  @Test
  void twoWritersAreOneTooMany() throws IOException {
    try (AuditLog log = open()) {
      assertThat(log.size()).isEqualTo(LINES);
      assertThatThrownBy(this::open).hasMessageContaining(folder.toString());
    }
  }

  private AuditLog open() throws IOException {
    return AuditLog.open(folder, Seal.withoutKey(), 1500);
  }

  private AuditCheck.Result verify() throws IOException {
    return AuditCheck.of(folder, Seal.withoutKey(), null);
  }

  private static void append(AuditLog log, long offset) throws IOException {
    log.append(PARTITION, offset, "{\"id\":\"" + offset + "\",\"type\":\"t\"}");
  }
}
