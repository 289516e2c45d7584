package io.livegate.image;

/**
 * The native code that jars bring along: JavaCPP and ONNX Runtime unpack it, the system loads it.
 */
public final class NativeLibraries {

  private NativeLibraries() {}

  /**
   * Loads OpenCV at start, where somebody can mend it; without it no picture is decoded.
   *
   * @throws IllegalStateException if this machine cannot load it, with the reason
   */
  public static void requireOpenCv() {
    try {
      OpenCv.load();
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "OpenCV, which decodes every picture, cannot be loaded: " + reason(e), e);
    }
  }

  /**
   * Why a library is not to be had, for a person: what the system said first, and what mends most
   * of it. Classes that fail to load later only say that they failed before.
   *
   * @param failure of the library, or of a class that needs it
   */
  public static String reason(LinkageError failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first.getMessage()
        + " (native libraries are unpacked to "
        + System.getProperty("org.bytedeco.javacpp.cachedir", "~/.javacpp/cache")
        + " and "
        + System.getProperty("java.io.tmpdir")
        + ", which must be writable and not mounted noexec; other ones: LIVEGATE_JAVA_OPTS with"
        + " -Dorg.bytedeco.javacpp.cachedir=DIR and -Djava.io.tmpdir=DIR)";
  }
}
