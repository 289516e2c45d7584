package io.livegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {

  private static final List<String> NATIVE =
      List.of(
          "livegate-models-0.1.0.jar",
          "onnxruntime-1.29.0.jar",
          "opencv-4.13.0-1.5.13-linux-x86_64.jar",
          "zstd-jni-1.5.6-10.jar");
  private static final List<String> THIN =
      List.of(
          "livegate-flink-jobs-0.1.0.jar",
          "livegate-policy-0.1.0.jar",
          "kafka-clients-4.2.0.jar",
          "flink-connector-kafka-5.0.0-2.2.jar");
  private static final List<String> BROKER =
      List.of("kafka_2.13-4.2.0.jar", "kafka-server-4.2.0.jar", "scala-library-2.13.17.jar");

  @TempDir Path folder;
  @TempDir Path packed;

  @BeforeEach
  void make_jars() throws IOException {
    for (List<String> names : List.of(NATIVE, THIN, BROKER)) {
      for (String name : names) {
        Files.writeString(folder.resolve(name), name);
      }
    }
  }

  @Test
  void what_loads_native_libraries_stays_with_the_process_and_the_rest_travels() throws Exception {
    Jars jars = Jars.of(paths(THIN, NATIVE, BROKER));

    assertThat(jars.job(packed)).containsExactlyElementsOf(paths(THIN));
    assertThat(jars.flink()).containsExactlyElementsOf(paths(NATIVE));
    assertThat(jars.all()).hasSize(11);
  }

  @Test
  void modules_that_were_not_packaged_are_packed_and_keep_their_place() throws Exception {
    Path models = classes("models");
    Path job = classes("flink-jobs");
    Jars jars = Jars.of(List.of(models, job));

    Jars own = jars.withOwnModulesIn(packed);

    assertThat(own.job(packed)).hasSize(1);
    assertThat(own.flink()).hasSize(1);
    try (ZipFile jar = new ZipFile(own.job(packed).get(0).toFile())) {
      assertThat(jar.getEntry("a/flink-jobs.class")).isNotNull();
    }
  }

  @Test
  void a_later_build_does_not_take_the_modules_of_a_running_cluster_away() throws Exception {
    Jars own = Jars.of(paths(THIN, NATIVE)).withOwnModulesIn(packed);

    assertThat(own.all())
        .filteredOn(jar -> jar.getFileName().toString().startsWith("livegate-"))
        .hasSize(3)
        .allMatch(jar -> jar.startsWith(packed));
  }

  private Path classes(String module) throws IOException {
    Path classes = folder.resolve(module).resolve("target/classes");
    Path file = classes.resolve("a").resolve(module + ".class");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, module);
    return classes;
  }

  @SafeVarargs
  private List<Path> paths(List<String>... names) {
    return java.util.Arrays.stream(names).flatMap(List::stream).map(folder::resolve).toList();
  }
}
