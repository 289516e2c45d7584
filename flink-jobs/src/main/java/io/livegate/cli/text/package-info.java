/** What people read in a terminal: colours, bars, timelines. */
@NullMarked
package io.livegate.cli.text;

import org.jspecify.annotations.NullMarked;
