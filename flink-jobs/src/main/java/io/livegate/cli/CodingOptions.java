package io.livegate.cli;

import io.livegate.ingest.attack.Attack;
import picocli.CommandLine.Option;

/** How well the videos of attacks are coded. */
final class CodingOptions {

  private static final double LEAST = 0.005;
  private static final String RANGE = LEAST + " to " + Attack.CLEAN_BITS;

  @Option(
      names = "--bits",
      paramLabel = "N",
      defaultValue = "" + Attack.CLEAN_BITS,
      description =
          "Bits that the encoder may spend on a pixel of a frame, "
              + RANGE
              + " (default: ${DEFAULT-VALUE}, at which nothing is lost). Video calls have 0.02 to"
              + " 0.1.")
  private double bits = Attack.CLEAN_BITS;

  /**
   * Bits a pixel of a frame.
   *
   * @throws CliFailure if there can be no such rate
   */
  double bits() {
    if (!(bits >= LEAST && bits <= Attack.CLEAN_BITS)) {
      throw CliFailure.usage("--bits takes " + RANGE + ", not " + bits + ".");
    }
    return bits;
  }
}
