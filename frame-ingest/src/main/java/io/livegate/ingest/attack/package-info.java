/**
 * Attacks made from a clip of a live person, for measuring and fitting detectors: pictures of
 * pictures, held and repeated video, covered and starved cameras, and a control without attack.
 */
@NullMarked
package io.livegate.ingest.attack;

import org.jspecify.annotations.NullMarked;
