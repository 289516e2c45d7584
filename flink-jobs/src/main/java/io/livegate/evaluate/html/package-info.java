/** The figures and every wrong case, drawn for people, in one page without outside resources. */
@NullMarked
package io.livegate.evaluate.html;

import org.jspecify.annotations.NullMarked;
