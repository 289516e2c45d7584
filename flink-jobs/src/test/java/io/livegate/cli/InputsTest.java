package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputsTest {

  @Test
  void names_a_camera_as_its_platform_does() {
    assertThat(Inputs.device("0", "Linux")).isEqualTo("/dev/video0");
    assertThat(Inputs.device("0", "Mac OS X")).isEqualTo("0");
    assertThat(Inputs.device("Front", "Windows 11")).isEqualTo("video=Front");
  }

  @Test
  void tells_streams_and_cameras_from_files() {
    assertThat(Inputs.isLive("camera:0")).isTrue();
    assertThat(Inputs.isLive("rtmp://127.0.0.1/live")).isTrue();
    assertThat(Inputs.isLive("clip.mp4")).isFalse();
    assertThat(Inputs.isLive("./camera/clip.mp4")).isFalse();
  }
}
