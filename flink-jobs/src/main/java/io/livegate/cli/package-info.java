/** The command line: what {@code ./livegate} runs. Nothing depends on it. */
@NullMarked
package io.livegate.cli;

import org.jspecify.annotations.NullMarked;
