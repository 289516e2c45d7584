/** Running a model. The only package that knows ONNX Runtime and DJL. */
@NullMarked
package io.livegate.model.runtime;

import org.jspecify.annotations.NullMarked;
