package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.frame.Witness;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.ingest.source.SourceInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  private static WitnessViews of(int... sizes) throws SourceException {
    return new WitnessViews(Map.of(Witness.SENDER, new Sized(sizes)), 10);
  }

  /** Ten frames a second of these sizes in bytes. */
  private static final class Sized implements FrameSource {
    private final int[] sizes;
    private int next;

    Sized(int... sizes) {
      this.sizes = sizes;
    }

    @Override
    public SourceInfo info() {
      return new SourceInfo("clip.mp4", SourceInfo.Kind.VIDEO_FILE, 10, -1);
    }

    @Override
    public @Nullable SourceFrame next() {
      if (next == sizes.length) {
        return null;
      }
      int at = next++;
      return new SourceFrame(new byte[sizes[at]], "image/jpeg", 100L * at);
    }

    @Override
    public void close() {}
  }
}
