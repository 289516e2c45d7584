package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.cli.session.JudgeRun;
import java.util.List;
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

  @Test
  void addresses_that_look_alike_once_their_keys_are_hidden_are_numbered() {
    assertThat(Inputs.open(List.of("rtmp://h/live/a", "rtmp://h/live/b", "camera:0")))
        .extracting(JudgeRun.Input::session)
        .containsExactly("rtmp://h/live/***", "rtmp://h/live/*** 2", "camera:0");
    assertThat(Inputs.open(List.of("rtmp://h/live/a", "rtmp://h/live/a")))
        .extracting(JudgeRun.Input::session)
        .as("one that is given twice is one")
        .containsOnly("rtmp://h/live/***");
  }
}
