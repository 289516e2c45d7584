package io.livegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.image.JpegEncoder;
import io.livegate.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongCallTest {

  @Test
  void theVideoRunsForthAndBackAndNoPictureComesTwiceWithinAMinute() throws Exception {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < 31; i++) {
      frames.add(JpegEncoder.encode(TestImages.scene(320, 240, i * 100L), 90));
    }
    Reel call = LongCall.of(new Reel("video", frames, Reel.FRAME_MILLIS), 100);

    assertThat(call.frames()).hasSize(100);
    List<GreyImage> seen = new ArrayList<>();
    for (byte[] frame : call.frames()) {
      Image image = ImageDecoder.decode(frame, ImageHeader.parse(frame, ImageLimits.DEFAULT), 640);
      assertThat(image.width()).isEqualTo(288);
      seen.add(GreyImage.of(image, 96));
    }
    for (int second = 6; second <= 60; second += 6) { // three seconds there, three back
      assertThat(seen.get(0).difference(seen.get(second)))
          .as("after %d s", second)
          .isGreaterThan(1);
    }
  }
}
