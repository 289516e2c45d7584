package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import io.livegate.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand inferences must not grow the process: a tensor left open costs its bytes each time.
 */
@EnabledOnOs(OS.LINUX) // reads /proc/self/status
class ModelMemoryIT {

  private static final int INFERENCES = 10_000;

  /**
   * Generous against the heap's and the allocator's own breathing; inputs of 77 KB left open would
   * make 770 MB, tiny ones 10 MB of native headers and as much for their outputs.
   */
  private static final long MOST_GROWTH_KB = 48 * 1024;

  @TempDir Path folder;
  private final Image image = TestImages.scene(320, 240, 0);
  private final Face face = new Face(110, 70, 100, 100, 0.9f, null, 0);

  @BeforeEach
  void settle() {
    System.gc();
  }

  @Test
  void onnxRuntimeKeepsNothing() throws Exception {
    bounded(RuntimeKind.ORT);
  }

  @Test
  void djlKeepsNothing() throws Exception {
    bounded(RuntimeKind.DJL);
  }

  /** Loading and closing again and again: the file's weights must go with the last handle. */
  @Test
  void aClosedModelIsGone() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    ModelCard card = ModelCards.bundled().get("minifasnet-v2");
    ModelStore store = SharedModels.store();
    boolean real = store.find(card).isPresent();
    for (int i = 0; i < 20; i++) {
      Models.acquire(real ? card : tiny.card(), real ? store : tiny.store()).close();
    }
    long before = residentKb();
    for (int i = 0; i < 100; i++) {
      Models.acquire(real ? card : tiny.card(), real ? store : tiny.store()).close();
    }
    assertThat(residentKb() - before).as("KB grown").isLessThan(MOST_GROWTH_KB);
  }

  private void bounded(RuntimeKind runtime) throws Exception {
    ModelCard card = ModelCards.bundled().get("minifasnet-v2");
    ModelStore store = SharedModels.store();
    if (store.find(card).isEmpty()) {
      TinyModel tiny = TinyModel.in(folder);
      card = tiny.card();
      store = tiny.store();
    }
    try (ImageModel model = ImageModel.acquire(card.withRuntime(runtime), store)) {
      run(model, 1000);
      System.gc();
      long before = residentKb();
      run(model, INFERENCES);
      System.gc();
      long grown = residentKb() - before;
      System.out.println(INFERENCES + " inferences on " + runtime + " grew by " + grown + " KB");
      assertThat(grown).as("KB grown").isLessThan(MOST_GROWTH_KB);
    }
  }

  private void run(ImageModel model, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(model.run(image, face)).hasSize(3);
    }
  }

  private static long residentKb() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("/proc/self/status has no VmRSS");
  }
}
