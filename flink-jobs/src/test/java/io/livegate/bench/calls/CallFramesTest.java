package io.livegate.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.bench.Reel;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageRejectedException;
import io.livegate.image.JpegEncoder;
import io.livegate.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallFramesTest {

  private static final CallFrames FRAMES =
      new CallFrames(
          List.of(reel(160, 120, 20, 0)),
          List.of(reel(90, 160, 1, 7_000)),
          List.of(reel(200, 100, 20, 9_000)));

  private static Reel reel(int width, int height, int frames, long first) {
    List<byte[]> jpegs = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      jpegs.add(JpegEncoder.encode(TestImages.scene(width, height, first + i * 100L), 90));
    }
    return new Reel("reel", jpegs, Reel.FRAME_MILLIS);
  }

  private static GreyImage grey(byte[] frame) throws ImageRejectedException {
    Image image = ImageDecoder.decode(frame, ImageHeader.parse(frame), 640);
    assertThat(image.width()).isEqualTo(144);
    assertThat(image.height()).isEqualTo(108);
    return GreyImage.of(image, 48);
  }

  @ParameterizedTest
  @EnumSource(Incident.class)
  void anIncidentTakesThePersonsPlaceInTheSameSize(Incident incident) throws Exception {
    CallScript call = new CallScript("a", 0, incident, 1_000, 3_000, 3_500, 5);
    CallScript calm = new CallScript("b", 0, null, 3_500, 3_500, 3_500, 5);

    List<byte[]> frames = FRAMES.of(call);
    List<byte[]> genuine = FRAMES.of(calm);

    assertThat(frames).hasSize(35).hasSameSizeAs(genuine);
    assertThat(frames.subList(0, 10)).usingRecursiveComparison().isEqualTo(genuine.subList(0, 10));
    assertThat(grey(frames.get(29)).difference(grey(genuine.get(29)))).isGreaterThan(1);
    assertThat(frames.get(30)).isEqualTo(genuine.get(30));
  }
}
