/** Evidence over time × policy → decisions. Deterministic: same signals, same decisions. */
@NullMarked
package io.livegate.policy.decide;

import org.jspecify.annotations.NullMarked;
