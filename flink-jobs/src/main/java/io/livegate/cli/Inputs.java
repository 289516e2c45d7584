package io.livegate.cli;

import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.SourceOpener;
import io.livegate.ingest.source.CameraSource;
import io.livegate.ingest.source.MediaFile;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.StreamSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files, folders, addresses and cameras as sources. */
final class Inputs {

  private static final String CAMERA = "camera:";

  private Inputs() {}

  /**
   * Each input under its own name, a folder's files each under theirs; of addresses that differ
   * only in what is not shown the second and later with a number.
   *
   * @throws CliFailure if one does not exist
   */
  static List<JudgeRun.Input> open(List<String> given) {
    List<JudgeRun.Input> inputs = new ArrayList<>();
    Map<String, Set<String>> sameShown = new HashMap<>();
    for (String one : given) {
      if (isLive(one)) {
        String shown = StreamSource.shown(one);
        Set<String> addresses = sameShown.computeIfAbsent(shown, name -> new HashSet<>());
        String number = addresses.add(one) && addresses.size() > 1 ? " " + addresses.size() : "";
        inputs.add(new JudgeRun.Input(shown + number, live(one)));
        continue;
      }
      try {
        for (MediaFile file : MediaFiles.list(List.of(one))) {
          inputs.add(new JudgeRun.Input(file.session(), () -> MediaFiles.open(file.path())));
        }
      } catch (SourceException e) {
        throw CliFailure.usage("no such file or folder: " + one + ".", e);
      }
    }
    return inputs;
  }

  /** Whether it names a stream or a camera. */
  static boolean isLive(String input) {
    return input.startsWith(CAMERA) || StreamSource.isStream(input);
  }

  /** A stream by its address, or {@code camera:N}. */
  static SourceOpener live(String input) {
    if (!input.startsWith(CAMERA)) {
      return () -> new StreamSource(input);
    }
    String device = device(input.substring(CAMERA.length()), System.getProperty("os.name", ""));
    return () -> new CameraSource(device);
  }

  /** The platform's name for a camera: a number on Linux and macOS, its name on Windows. */
  static String device(String camera, String platform) {
    if (platform.startsWith("Windows")) {
      return "video=" + camera;
    }
    boolean number = camera.matches("[0-9]{1,3}");
    return number && platform.startsWith("Linux") ? "/dev/video" + camera : camera;
  }
}
