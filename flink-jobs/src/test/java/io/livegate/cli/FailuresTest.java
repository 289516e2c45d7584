package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);

  @Test
  void tells_the_unexpected_in_one_sentence_and_exits_1() {
    int code = Failures.report(new IllegalStateException("the disk is full\nmore"), stream, false);

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("livegate: failed: the disk is full. (--debug shows where)\n");
  }

  @Test
  void shows_the_trace_under_debug_only() {
    Failures.report(new IllegalStateException("the disk is full"), stream, true);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat io.livegate.cli.FailuresTest");
  }

  @Test
  void looks_through_what_futures_wrap_around_a_failure() {
    CliFailure wrong = CliFailure.usage("no such file: x.");

    assertThat(Failures.report(new ExecutionException(wrong), stream, false)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("livegate: no such file: x.\n");
  }

  @Test
  void says_of_a_class_that_failed_to_load_what_the_system_said_of_its_library() {
    NoClassDefFoundError later = new NoClassDefFoundError("Could not initialize class Ffmpeg");
    UnsatisfiedLinkError first = new UnsatisfiedLinkError("no jniavutil in java.library.path");
    later.initCause(first);
    first.initCause(new UnsatisfiedLinkError("libjniavutil.so: Operation not permitted"));

    Failures.report(later, stream, false);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("livegate: failed: libjniavutil.so: Operation not permitted (native libraries")
        .contains("noexec");
  }

  @Test
  void names_the_kind_of_a_failure_that_says_nothing() {
    Failures.report(new IllegalStateException(), stream, false);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("failed: IllegalStateException.");
  }
}
