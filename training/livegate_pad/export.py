"""ONNX, and proof that it computes what PyTorch does."""

import numpy as np
import onnxruntime
import torch

OPSET = 13
AGREEMENT = 1e-4


def to_onnx(model, path, example, output):
    """Writes the model with a free batch size; the legacy exporter needs no further packages."""
    model.eval()
    torch.onnx.export(
        model,
        (example,),
        str(path),
        input_names=["input"],
        output_names=[output],
        dynamic_axes={"input": {0: "batch"}, output: {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def largest_difference(model, path, pixels):
    """Between PyTorch and ONNX Runtime, over a batch of real samples (float32, 0..255)."""
    with torch.no_grad():
        ours = model(torch.from_numpy(pixels)).numpy()
    return float(np.abs(ours - session(path).run(None, {"input": pixels})[0]).max())
