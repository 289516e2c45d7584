package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  @Test
  void honours_no_color_when_it_is_set_to_anything() {
    assertThat(Console.coloursAllowed(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Console.coloursAllowed(Map.of("NO_COLOR", "0"))).isFalse();
    assertThat(Console.coloursAllowed(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Console.coloursAllowed(Map.of())).isTrue();
  }

  @Test
  void has_no_colours_for_a_dumb_terminal() {
    assertThat(Console.coloursAllowed(Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void reads_rows_and_columns_from_stty_and_doubts_everything_else() {
    assertThat(TerminalSize.parse("40 132\n")).isEqualTo(new TerminalSize(132, 40));
    TerminalSize unknown = TerminalSize.parse("");
    assertThat(TerminalSize.parse("0 0")).isEqualTo(unknown);
    assertThat(TerminalSize.parse("stty: no tty")).isEqualTo(unknown);
  }

  @Test
  void takes_the_launchers_arguments_apart_at_zero_bytes() {
    byte[] joined = "judge\0a b.mp4\0\0ä\n@x\0".getBytes(StandardCharsets.UTF_8);

    assertThat(Arguments.split(joined)).containsExactly("judge", "a b.mp4", "", "ä\n@x");
    assertThat(Arguments.split(new byte[0])).isEmpty();
  }
}
