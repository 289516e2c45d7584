/** The demonstration: who plays in it, and the screen they are watched on. */
@NullMarked
package io.livegate.cli.demo;

import org.jspecify.annotations.NullMarked;
