package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.cluster.NoDumps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script beside the root pom, as far as it goes without building anything. */
class LauncherTest {

  private static final Path LAUNCHER = Checkout.root().resolve("livegate");

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void needs_a_unix_shell() {
    Assumptions.assumeTrue(Files.isExecutable(LAUNCHER) && Files.exists(Path.of("/bin/bash")));
  }

  @Test
  void says_in_one_sentence_that_java_home_is_wrong() throws Exception {
    Ended ended = launch(Map.of("JAVA_HOME", "/nowhere"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo(
            "livegate: JAVA_HOME is /nowhere, and there is no bin/java in it:"
                + " point it at a JDK 17 or later, or unset it.\n");
  }

  @Test
  void says_in_one_sentence_that_java_is_too_old() throws Exception {
    Path java = fakeJava("echo 'openjdk version \"11.0.20\" 2023-07-18' >&2");

    Ended ended = launch(Map.of("JAVA_HOME", folder.toString()));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo(
            "livegate: "
                + java
                + " is Java 11, and Livegate needs 17 or later:"
                + " install one, or point JAVA_HOME at it.\n");
  }

  @Test
  void hands_arguments_over_as_they_are_and_keeps_the_command_line_short() throws Exception {
    Path root = checkoutWithABuild();
    fakeJava(
        "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2; exit;; esac",
        "printf '%s\\n' \"$*\" >&2",
        "cat /dev/fd/8 | tr '\\0' '|'");

    Ended ended =
        launch(
            root.resolve("livegate"),
            Map.of("JAVA_HOME", folder.toString()),
            "judge",
            "a b.mp4",
            "",
            "x'\"$HOME");

    assertThat(ended.out()).isEqualTo("judge|a b.mp4||x'\"$HOME|");
    assertThat(ended.err())
        .contains("io.livegate.cli.Livegate", "-Dlivegate.terminal.out=false")
        .doesNotContain("a b.mp4", "some.jar");
    assertThat(ended.err().length()).as("length of the command line").isLessThan(1500);
  }

  @Test
  void puts_jars_of_ones_own_behind_livegates() throws Exception {
    Path root = checkoutWithABuild();
    fakeJava(
        "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2; exit;; esac", "cat /dev/fd/7");
    String java = folder.toString();

    assertThat(launch(root.resolve("livegate"), Map.of("JAVA_HOME", java)).out())
        .isEqualTo("-cp\n\"some.jar\"\n");
    Path jars = Files.createDirectories(folder.resolve("my \"jars"));
    String own = Files.createFile(jars.resolve("a.jar")) + ":" + jars + "/*";
    Map<String, String> more = Map.of("JAVA_HOME", java, "LIVEGATE_CLASSPATH", own);
    assertThat(launch(root.resolve("livegate"), more).out())
        .isEqualTo("-cp\n\"some.jar:" + own.replace("\"", "\\\"") + "\"\n");

    String gone = jars + "/gone.jar";
    Ended ended =
        launch(
            root.resolve("livegate"),
            Map.of("JAVA_HOME", java, "LIVEGATE_CLASSPATH", own + ":" + gone));
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("LIVEGATE_CLASSPATH names " + gone + ", and there is no such");
  }

  @Test
  void neither_a_crash_nor_a_full_heap_writes_a_dump() throws Exception {
    Path root = checkoutWithABuild();
    fakeJava(
        "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2; exit;; esac",
        "printf '%s\\n' \"$*\" \"core of $(ulimit -c)\" >&2");

    Ended ended =
        launch(root.resolve("livegate"), Map.of("JAVA_HOME", folder.toString()), "models");

    assertThat(ended.err())
        .contains(NoDumps.OPTIONS)
        .contains("core of 0\n")
        .doesNotContain("+HeapDump", "+CreateCoredump");
  }

  @Test
  void other_build_options_than_last_time_build_anew() throws Exception {
    Path root = checkoutWithABuild();
    fakeJava("case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2; exit;; esac");
    Files.createFile(folder.resolve("bin/javac")).toFile().setExecutable(true);
    Files.createDirectory(root.resolve(".mvn"));
    Files.writeString(
        root.resolve(".mvn/maven.sh"), "maven() { echo \"[ERROR] $*\"; return 1; }\n");
    Map<String, String> same = Map.of("JAVA_HOME", folder.toString());
    Map<String, String> other =
        Map.of("JAVA_HOME", folder.toString(), "LIVEGATE_BUILD_OPTS", "-Pgpu -X");

    assertThat(launch(root.resolve("livegate"), same).code()).isZero();
    Ended built = launch(root.resolve("livegate"), other);

    assertThat(built.code()).isEqualTo(1);
    assertThat(built.err()).contains("--no-transfer-progress -Pgpu -X -DskipTests");
  }

  /** A checkout whose build is newer than its sources, and whose path has a space. */
  private Path checkoutWithABuild() throws IOException {
    Path root = Files.createDirectory(folder.resolve("a checkout"));
    Files.copy(LAUNCHER, root.resolve("livegate"));
    root.resolve("livegate").toFile().setExecutable(true);
    Files.createFile(root.resolve("pom.xml"));
    Path state = Files.createDirectories(root.resolve(".livegate/jars-1")).getParent();
    Files.writeString(state.resolve("jars"), state.resolve("jars-1").toString());
    Files.writeString(state.resolve("java.args"), "-cp\n\"some.jar\"\n");
    Files.createFile(state.resolve("built"));
    return root;
  }

  private Path fakeJava(String... lines) throws IOException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return java;
  }

  private Ended launch(Map<String, String> environment, String... args) throws Exception {
    return launch(LAUNCHER, environment, args);
  }

  private Ended launch(Path launcher, Map<String, String> environment, String... args)
      throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("/bin/bash", launcher.toString()));
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
