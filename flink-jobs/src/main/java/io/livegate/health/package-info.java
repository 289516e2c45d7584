/** Whether the job lives and whether it is fit to be relied on, asked of Flink over REST. */
@NullMarked
package io.livegate.health;

import org.jspecify.annotations.NullMarked;
