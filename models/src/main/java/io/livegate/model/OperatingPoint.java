package io.livegate.model;

/**
 * A threshold somebody measured.
 *
 * @param label whose score is compared
 * @param threshold the score
 * @param data what it was measured on
 * @param figure what was found
 */
public record OperatingPoint(String label, double threshold, String data, String figure) {}
