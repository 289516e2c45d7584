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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivegateTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void without_arguments_prints_its_commands_and_succeeds() {
    assertThat(run()).isZero();

    assertThat(out()).contains("Commands:", "demo ", "judge ", "run ", "models ");
    assertThat(err()).isEmpty();
  }

  @Test
  void a_topic_that_cannot_be_read_names_the_broker_and_the_option() {
    assertThat(run("bans", "--bootstrap-servers", "nowhere.invalid:9092")).isEqualTo(1);

    assertThat(err()).contains("livegate.events", "nowhere.invalid:9092", "--bootstrap-servers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "judge --help", "demo --help", "run --help", "models --help"})
  void has_help_for_every_command(String line) {
    assertThat(run(line.split(" "))).isZero();

    assertThat(out()).contains("Usage: livegate").contains("--help");
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "--nonsense",
        "judge",
        "judge --fps ten x.mp4",
        "judge --fps 61 x.mp4",
        "judge --jobs 0 x.mp4",
        "judge --nonsense x.mp4",
        "bench --only nonsense",
        "models bench --batch 0",
        "models bench --callers 9999",
        "bench --only delays",
        "bench --only call --peer true",
        "judge /nowhere/at-all.mp4",
        "judge /nowhere/a.mp4 /nowhere/b",
        "judge --config /nowhere/pipeline.yaml .",
        "judge --policy /nowhere/policy.yaml .",
        "demo --seconds 0",
        "demo /nowhere/at-all.mp4",
        "run --source x=not-a-stream",
        "run --source rtsp://no-name",
        "models nonsense",
        "policy publish /nowhere/policy.yaml",
        "policy publish --tenant default policies/default.yaml",
        "policy withdraw --tenant /observe",
        "policy observe",
        "policy enforce --hold-breaker= ",
      })
  void answers_a_wrong_argument_with_a_message_and_exit_2(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);

    assertThat(out()).isEmpty();
    assertThat(err()).startsWith("livegate: ").doesNotContain("Exception", "\tat ");
    // a configuration may have several problems, each on a line of its own
    assertThat(err().lines().skip(1)).allMatch(more -> more.startsWith("  "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fit --out /nowhere/at/all.yaml pom.xml", "fit-deepfake --out . pom.xml"})
  void looks_where_it_is_to_write_before_it_works(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);

    assertThat(err()).startsWith("livegate: --out ").contains(" cannot be written: ");
  }

  @Test
  void names_the_option_its_value_and_the_way_out() {
    run("judge", "--fps", "61", "x.mp4");

    assertThat(err()).isEqualTo("livegate: --fps takes 1 to 60 frames a second, not 61.\n");
  }

  @Test
  void points_to_the_help_of_the_command_that_was_typed() {
    run("judge", "--fps", "ten", "x.mp4");

    assertThat(err())
        .isEqualTo(
            "livegate: Invalid value for option '--fps': 'ten' is not an int."
                + " (see ./livegate judge --help)\n");
  }

  @ParameterizedTest
  @CsvSource({
    "judg x.mp4, there is no command 'judg'; did you mean judge, ./livegate --help",
    "polcy check, there is no command 'polcy'; did you mean policy, ./livegate --help",
    "policy chekc x.yaml, there is no command 'chekc'; did you mean check, ./livegate policy --help",
    "judge --thresold 3 x.mp4, there is no option '--thresold', ./livegate judge --help",
    "bans of-all, 'of-all' is one argument too many, ./livegate bans --help",
  })
  void names_what_a_mistyped_word_may_have_been_meant_to_be(
      String line, String problem, String help) {
    assertThat(run(line.split(" "))).isEqualTo(2);

    assertThat(err()).startsWith("livegate: " + problem).contains(help).hasLineCount(1);
  }

  @Test
  void says_that_an_empty_folder_holds_nothing_to_judge() {
    assertThat(run("judge", folder.toString())).isEqualTo(2);

    assertThat(err()).isEqualTo("livegate: there is no video and no picture in " + folder + ".\n");
  }

  @Test
  void lists_every_problem_of_a_configuration() throws IOException {
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(config, "time: yesterday\nschedular: {}\n");

    assertThat(run("judge", "--config", config.toString(), config.toString())).isEqualTo(2);

    assertThat(err()).contains("2 problems", "time:", "schedular: unknown key");
  }

  @Test
  void lists_the_problems_of_a_policy() throws IOException {
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, "id: x\nversion: one\n");

    assertThat(run("demo", "--policy", policy.toString())).isEqualTo(2);

    assertThat(err()).contains("policy " + policy + " cannot be used", "line 2");
  }

  @Test
  void says_which_commands_watch_a_stream_and_keeps_its_password_to_itself() {
    assertThat(run("judge", "rtsp://me:secret@127.0.0.1/x")).isEqualTo(2);

    assertThat(err())
        .isEqualTo(
            "livegate: judge takes files and folders; watch rtsp://***@127.0.0.1/x"
                + " with ./livegate demo or ./livegate run --source.\n");
    for (String source : List.of("rtsp://me:secret@h/x", "rtsp://me:secret@h/x?token=secret")) {
      assertThat(run("run", "--source", source)).isEqualTo(2);
      assertThat(err()).contains("rtsp://***@h/x", "has no name: write NAME=URL.");
    }
    assertThat(run("run", "--source", "a=rtsp://h/x", "--source", "a=rtsp://me:secret@h/y"))
        .isEqualTo(2);
    assertThat(err()).contains("--source a=… is given twice").doesNotContain("secret");
  }

  private int run(String... args) {
    return Livegate.run(
        Console.plain(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
