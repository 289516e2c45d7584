/** Many sessions without pictures: what the decider's state weighs and how fast it is. */
@NullMarked
package io.livegate.simulate;

import org.jspecify.annotations.NullMarked;
