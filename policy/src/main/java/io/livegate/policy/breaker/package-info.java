/** Notices when far more is refused or ended than usual, which a broken model does and no crowd. */
@NullMarked
package io.livegate.policy.breaker;

import org.jspecify.annotations.NullMarked;
