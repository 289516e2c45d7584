package io.livegate.job.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.frame.SessionKey;
import io.livegate.job.config.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymsTest {

  private static final SessionKey SESSION = new SessionKey("tenant", "call 7, Ada");

  @TempDir Path folder;

  @Test
  void aSessionHasOneNameInAProcessThatTellsNothingOfIt() {
    String name = Pseudonyms.of(new LogSettings(null)).of(SESSION);

    assertThat(name).matches("[0-9a-f]{16}");
    assertThat(Pseudonyms.of(new LogSettings(null)).of(SESSION)).isEqualTo(name);
    assertThat(Pseudonyms.of(new LogSettings(null)).of(new SessionKey("other", "call 7, Ada")))
        .isNotEqualTo(name);
  }

  @Test
  void withAConfiguredKeyItHasTheSameNameEverywhere() throws IOException {
    Pseudonyms pseudonyms = Pseudonyms.of(keyOf("a secret of sixteen and more"));

    assertThat(pseudonyms.of(SESSION)).isEqualTo("1f2eddacfaa2b4a1");
    assertThat(Pseudonyms.of(keyOf("another secret of that kind")).of(SESSION))
        .isNotEqualTo(pseudonyms.of(SESSION));
  }

  @Test
  void aKeyThatIsMissingOrShortIsRefusedWithoutBeingShown() throws IOException {
    LogSettings unlucky = keyOf("short");
    assertThatThrownBy(() -> Pseudonyms.of(unlucky))
        .hasMessageContaining("operations.logs.pseudonymKey")
        .hasMessageContaining("at least 16")
        .message()
        .doesNotContain("short ");
    assertThatThrownBy(() -> Pseudonyms.of(new LogSettings("${env:NO_SUCH_VARIABLE_IS_SET}")))
        .hasMessageContaining("NO_SUCH_VARIABLE_IS_SET");
  }

  @Test
  void valuesThatAMessageQuotesAreLeftOut() {
    assertThat(
            Pseudonyms.withoutValues("the record key must be 't/Ada's' as in the headers, not 'x'"))
        .isEqualTo("the record key must be '…'");
  }

  private LogSettings keyOf(String secret) throws IOException {
    Files.writeString(folder.resolve("key"), secret);
    return new LogSettings("${directory:" + folder + ":key}");
  }
}
