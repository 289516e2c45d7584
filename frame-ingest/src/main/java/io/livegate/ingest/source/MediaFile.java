package io.livegate.ingest.source;

import java.nio.file.Path;

/**
 * One media file of the user's.
 *
 * @param session its name in any output: the path exactly as given, for a file found in a directory
 *     that directory as given, a slash and the path below it with slashes
 * @param path where it lies
 */
public record MediaFile(String session, Path path) {}
