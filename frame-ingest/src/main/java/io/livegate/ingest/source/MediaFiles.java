package io.livegate.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The media files behind the paths a user gives. */
public final class MediaFiles {

  private static final Set<String> NOT_MEDIA =
      Set.of("md", "txt", "csv", "json", "yaml", "yml", "xml", "html", "pdf", "zip", "gz", "sdp");

  private MediaFiles() {}

  /**
   * Files in the order given, a directory's in the order of their names below it. A file named by
   * the user is always listed; in a directory only what looks like media by content or extension,
   * and nothing hidden.
   *
   * @throws SourceException naming every path that does not exist or cannot be read
   */
  public static List<MediaFile> list(List<String> paths) throws SourceException {
    List<MediaFile> files = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String given : paths) {
      try {
        Path path = Path.of(given);
        if (Files.isDirectory(path)) {
          files.addAll(below(given, path));
        } else if (Files.exists(path)) {
          files.add(new MediaFile(given, path));
        } else {
          problems.add("'" + given + "' does not exist");
        }
      } catch (InvalidPathException | IOException e) {
        problems.add("'" + given + "' cannot be read (" + e.getMessage() + ")");
      }
    }
    if (!problems.isEmpty()) {
      throw new SourceException("media", String.join("; ", problems));
    }
    return files;
  }

  /** Whether the file is a video, by its first bytes and, where they say nothing, its extension. */
  public static boolean isVideo(Path file) {
    return MediaKind.of(file) == MediaKind.VIDEO;
  }

  /** Whether the file is a picture, of a format that is decoded or not; as {@link #isVideo}. */
  public static boolean isStill(Path file) {
    return MediaKind.of(file) == MediaKind.STILL;
  }

  /**
   * Opens a file as what it is; what is neither video nor picture by its look is tried as a video.
   *
   * @throws SourceException naming the file and the reason
   */
  public static FrameSource open(Path file) throws SourceException {
    if (isStill(file)) {
      return new StillSource(file);
    }
    return new FileSource(file);
  }

  private static List<MediaFile> below(String given, Path directory) throws IOException {
    Path root = directory.toRealPath();
    String prefix = given.endsWith("/") ? given : given + "/";
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(path -> visible(root.relativize(path)))
          .filter(Files::isRegularFile)
          .filter(path -> !NOT_MEDIA.contains(extension(path)))
          .filter(path -> MediaKind.of(path) != MediaKind.OTHER)
          .map(path -> new MediaFile(prefix + slashed(root.relativize(path)), path))
          .sorted((a, b) -> a.session().compareTo(b.session()))
          .toList();
    }
  }

  private static boolean visible(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static String slashed(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
