package io.livegate.signal;

/**
 * Which model gave a score.
 *
 * @param id the card's name
 * @param version the card's version
 * @param sha256 of the weights, 64 hex digits
 * @param family models of one family make the same mistakes and count as one witness
 */
public record ModelStamp(String id, String version, String sha256, String family) {}
