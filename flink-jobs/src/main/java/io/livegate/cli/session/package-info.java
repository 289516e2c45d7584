/** From a piece of media to the report of its session, through the real pipeline. */
@NullMarked
package io.livegate.cli.session;

import org.jspecify.annotations.NullMarked;
