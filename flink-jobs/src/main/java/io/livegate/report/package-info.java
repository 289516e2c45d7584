/** What can be told from recorded events alone: who is banned, what a week brought. */
@NullMarked
package io.livegate.report;

import org.jspecify.annotations.NullMarked;
