package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttackPackCommandTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void writes_every_kind_with_a_manifest_that_says_what_a_fit_may_see() throws IOException {
    Path clip = folder.resolve("some one.avi");
    TestVideos.movingNoise(clip, 1);
    Path out = folder.resolve("pack");

    int status = run(clip.toString(), "--kind", "black,loop", "--out", out.toString());
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();

    List<String> rows = Files.readAllLines(out.resolve("MANIFEST.csv"));
    assertThat(rows)
        .containsExactly(
            "path,category,label,source,kind,range,seed,fit",
            "some_one--black--seen--1.mp4,no-face,noface-covered,some_one,black,seen,1,yes",
            "some_one--black--unseen--1.mp4,no-face,noface-covered,some_one,black,unseen,1,no",
            "some_one--loop--seen--1.mp4,presentation-attack,loop,some_one,loop,seen,1,no",
            "some_one--loop--unseen--1.mp4,presentation-attack,loop,some_one,loop,unseen,1,no");
    for (String row : rows.subList(1, rows.size())) {
      assertThat(out.resolve(row.substring(0, row.indexOf(',')))).isNotEmptyFile();
    }
  }

  @Test
  void names_the_kinds_when_one_is_wrong() {
    assertThat(run("x.mp4", "--kind", "black,hologram", "--out", folder.toString())).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no attack 'hologram'");
  }

  private int run(String... args) {
    String[] line = new String[args.length + 1];
    line[0] = "attack-pack";
    System.arraycopy(args, 0, line, 1, args.length);
    return Livegate.run(
        Console.plain(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        line);
  }
}
