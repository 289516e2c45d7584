"""ONNX, and proof that it computes what PyTorch does."""

import numpy as np
import onnx
import onnxruntime
import torch

OPSET = 13
AGREEMENT = 1e-4


def to_onnx(model, path, example, axes):
    """Writes the model; the legacy exporter needs no further packages.

    axes: for `input`, then for each output in its order, which dimensions are free and their names
    """
    model.eval()
    torch.onnx.export(
        model,
        (example,),
        str(path),
        input_names=["input"],
        output_names=[name for name in axes if name != "input"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    _fix(path, _outputs(model, example), axes)


def _fix(path, outputs, axes):
    """Writes down the dimensions that are not free: the exporter loses some behind a Resize."""
    model = onnx.load(path)
    for output, values in zip(model.graph.output, outputs, strict=True):
        for place, dimension in enumerate(output.type.tensor_type.shape.dim):
            if place not in axes[output.name]:
                dimension.dim_value = values.shape[place]
    onnx.save(model, path)


def _outputs(model, pixels):
    with torch.no_grad():
        outputs = model(pixels)
    return outputs if isinstance(outputs, tuple) else (outputs,)


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def require_agreement(model, path, pixels):
    """The largest difference between PyTorch and ONNX Runtime on real pictures (float32, 0..255).

    Ends the program where it is more than AGREEMENT.
    """
    ours = _outputs(model, torch.from_numpy(pixels))
    theirs = session(path).run(None, {"input": pixels})
    difference = max(float(np.abs(a.numpy() - b).max()) for a, b in zip(ours, theirs, strict=True))
    if difference > AGREEMENT:
        raise SystemExit(f"{path}: ONNX and PyTorch differ by {difference}, more than {AGREEMENT}")
    return difference


def free_batch(output):
    """The axes of a model from `input` to `output` that takes any number of pictures at a time."""
    return {"input": {0: "batch"}, output: {0: "batch"}}
