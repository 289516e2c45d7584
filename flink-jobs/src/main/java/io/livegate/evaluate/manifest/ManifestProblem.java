package io.livegate.evaluate.manifest;

/**
 * One thing wrong with a manifest.
 *
 * @param line from 1
 * @param message what is wrong and the way out, to be read after "line N"
 */
public record ManifestProblem(int line, String message) {}
