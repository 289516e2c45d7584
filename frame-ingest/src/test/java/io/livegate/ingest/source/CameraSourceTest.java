package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.livegate.image.ImageHeader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CameraSourceTest {

  /** FFmpeg's own picture generator is a capture device like any other. */
  @Test
  void framesOfACaptureDeviceArriveUntilItEnds() throws Exception {
    assumeThat(Ffmpeg.missingDevices()).as("capture devices of this machine").isNull();
    try (CameraSource source =
        new CameraSource(
            "lavfi",
            "testsrc=size=160x120:rate=25:duration=0.2",
            Map.of(),
            StreamOptions.DEFAULT)) {
      assertThat(source.info().kind()).isEqualTo(SourceInfo.Kind.CAMERA);
      assertThat(ImageHeader.parse(source.next().encoded()).width()).isEqualTo(160);
      assertThatThrownBy(
              () -> {
                while (source.next() != null) {
                  // until the device ends
                }
              })
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("the other side ended the stream");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aMissingCameraIsNamed() {
    assumeThat(Ffmpeg.missingDevices()).as("capture devices of this machine").isNull();
    assertThatThrownBy(() -> new CameraSource("/dev/video987"))
        .isInstanceOf(SourceException.class)
        .hasMessage("camera /dev/video987: cannot be opened (No such file or directory)");
  }
}
