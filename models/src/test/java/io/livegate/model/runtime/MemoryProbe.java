package io.livegate.model.runtime;

import io.livegate.image.Image;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.testing.TestImages;
import io.livegate.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs in a JVM of its own for {@link ModelMemoryIT} and prints by how many KB it grew. */
final class MemoryProbe {

  static final int INFERENCES = 10_000;
  private static final int LOADS = 300;
  private static final int SIDE = 64;

  private MemoryProbe() {}

  /**
   * @param args {@code run} or {@code load}, the runtime, a folder to write to
   */
  public static void main(String[] args) throws Exception {
    RuntimeKind runtime = RuntimeKind.valueOf(args[1]);
    TinyModel echo = TinyModel.echo(Path.of(args[2]), SIDE);
    long grown = args[0].equals("run") ? runs(echo, runtime) : loads(echo, runtime);
    System.out.println("grown " + grown);
  }

  private static long runs(TinyModel echo, RuntimeKind runtime) throws Exception {
    Image image = TestImages.scene(320, 240, 0);
    try (ImageModel model = ImageModel.acquire(echo.card().withRuntime(runtime), echo.store())) {
      run(model, image, INFERENCES / 4);
      long before = residentKb();
      run(model, image, INFERENCES);
      return residentKb() - before;
    }
  }

  private static void run(ImageModel model, Image image, int times) {
    for (int i = 0; i < times; i++) {
      if (model.run(image, null).length != 3 * SIDE * SIDE) {
        throw new IllegalStateException("the echo model gives back its input");
      }
    }
  }

  private static long loads(TinyModel echo, RuntimeKind runtime) throws Exception {
    load(echo, runtime, LOADS / 4);
    long before = residentKb();
    load(echo, runtime, LOADS);
    return residentKb() - before;
  }

  private static void load(TinyModel echo, RuntimeKind runtime, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Models.acquire(echo.card().withRuntime(runtime), echo.store()).close();
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
