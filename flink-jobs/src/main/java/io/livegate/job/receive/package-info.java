/** Where frames come in: their bytes into a bounded buffer, their references into the stream. */
@NullMarked
package io.livegate.job.receive;

import org.jspecify.annotations.NullMarked;
