/**
 * Model cards, the model store, preprocessing and decoding: everything about a model but running
 * it.
 */
@NullMarked
package io.livegate.model;

import org.jspecify.annotations.NullMarked;
