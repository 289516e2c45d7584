package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.bench.calls.MemorySource;
import io.livegate.frame.Witness;
import io.livegate.ingest.source.SourceException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WitnessViewsTest {

  @Test
  void a_source_is_read_up_to_a_frame_that_is_too_large() throws SourceException {
    WitnessViews views = of(10, 10, 11, 10);

    assertThat(views.next()).isNotNull();
    assertThat(views.next()).isNotNull();
    assertThat(views.next()).isNull();

    assertThat(views.brokeOff())
        .hasMessage(
            "clip.mp4: the frame at 200 ms has 11 bytes, more than decode.maxBytes = 10;"
                + " send smaller ones or raise it");
  }

  @Test
  void a_source_whose_first_frame_is_too_large_holds_none() {
    assertThatThrownBy(() -> of(11))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("decode.maxBytes");
  }

  /** Ten frames a second of these sizes in bytes. */
  private static WitnessViews of(int... sizes) throws SourceException {
    List<byte[]> frames = Arrays.stream(sizes).mapToObj(byte[]::new).toList();
    return new WitnessViews(Map.of(Witness.SENDER, new MemorySource("clip.mp4", frames)), 10);
  }
}
