package io.livegate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.cli.demo.GeneratedSource.Scene;
import io.livegate.ingest.source.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedSourceTest {

  @Test
  void gives_ten_frames_a_second_and_the_same_every_time() {
    List<SourceFrame> first = frames(Scene.WALL);
    List<SourceFrame> second = frames(Scene.WALL);

    assertThat(first).hasSize(20);
    assertThat(first.get(19).mediaMillis()).isEqualTo(1900);
    assertThat(first.get(19).encoded()).isEqualTo(second.get(19).encoded());
  }

  @Test
  void keeps_noise_in_a_wall_and_none_in_a_frozen_picture() {
    List<SourceFrame> wall = frames(Scene.WALL);
    List<SourceFrame> frozen = frames(Scene.FROZEN);

    assertThat(wall.get(18).encoded()).isNotEqualTo(wall.get(19).encoded());
    assertThat(frozen.get(2).encoded()).isNotEqualTo(frozen.get(3).encoded());
    assertThat(frozen.get(18).encoded()).isEqualTo(frozen.get(19).encoded());
  }

  private static List<SourceFrame> frames(Scene scene) {
    List<SourceFrame> frames = new ArrayList<>();
    try (GeneratedSource source = new GeneratedSource(scene, 2)) {
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }
}
