"""The network: MiniFASNetV2's convolutions as they are, statistics of what they see, a small head.

MiniFASNet (Silent-Face-Anti-Spoofing, Apache-2.0) was trained on far more filmed attacks than are
held here, so its filters are kept and only what is read off them is learned.
"""

import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

# activations that are read, early to late; of the last the values themselves
TAPS = (
    "/m/conv1/prelu/PRelu_output_0",
    "/m/conv_23/conv_dw/prelu/PRelu_output_0",
    "/m/conv_3/model/model.3/Add_output_0",
    "/m/conv_34/conv_dw/prelu/PRelu_output_0",
    "/m/conv_4/model/model.5/Add_output_0",
    "/m/conv_5/model/model.1/Add_output_0",
)
LAST = "/m/conv_6_dw/conv/Conv_output_0"
HIDDEN = 64
DROPOUT = 0.3
SMALL = 1e-4


class Trunk(nn.Module):
    """Batch x 3 x side x side, BGR, 0..255 -> batch x features: mean and deviation of each channel.

    80 is the side that MiniFASNet learned at. The last layer has one value there and a mean beyond.
    """

    def __init__(self, path):
        super().__init__()
        graph = onnx.load(path).graph
        weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.steps = []
        for node in graph.node:
            names = [name for name in node.input if name in weights]
            for place, name in enumerate(names):
                tensor = torch.from_numpy(weights[name].copy())
                self.register_buffer(f"w{len(self.steps)}_{place}", tensor)
            self.steps.append((node.op_type, list(node.input), node.output[0], _options(node)))
            if node.output[0] == LAST:
                break

    def forward(self, x):
        seen = {"input": x}
        for step, (kind, inputs, output, options) in enumerate(self.steps):
            first = seen[inputs[0]]
            if kind == "Conv":
                weight, bias = getattr(self, f"w{step}_0"), getattr(self, f"w{step}_1")
                seen[output] = functional.conv2d(first, weight, bias, **options)
            elif kind == "PRelu":
                seen[output] = functional.prelu(first, getattr(self, f"w{step}_0").flatten())
            elif kind == "Add":
                seen[output] = first + seen[inputs[1]]
            else:
                raise ValueError(f"{output}: {kind} is not in a MiniFASNet's convolutions")
        last = seen[LAST]
        parts = [last.flatten(1) if last.shape[2:] == (1, 1) else last.mean(dim=(2, 3))]
        for tap in TAPS:
            mean = seen[tap].mean(dim=(2, 3))
            square = (seen[tap] * seen[tap]).mean(dim=(2, 3))
            parts += [mean, torch.sqrt(torch.relu(square - mean * mean) + SMALL)]
        return torch.cat(parts, dim=1)


def _options(node):
    given = {attribute.name: attribute for attribute in node.attribute}
    if node.op_type != "Conv":
        return {}
    return {
        "stride": list(given["strides"].ints),
        "padding": list(given["pads"].ints)[:2],
        "groups": given["group"].i,
    }


class Head(nn.Module):
    """Batch x features -> batch x 1, log-odds of a genuine face."""

    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.layers = nn.Sequential(
            nn.Dropout(DROPOUT),
            nn.Linear(len(mean), HIDDEN),
            nn.ReLU(),
            nn.Dropout(DROPOUT),
            nn.Linear(HIDDEN, 1),
        )

    def shift(self, log_odds):
        """Adds so much to every answer."""
        with torch.no_grad():
            self.layers[-1].bias += log_odds

    def forward(self, features):
        standard = (features - self.mean) / self.deviation
        return self.layers(torch.clamp(standard, -5, 5))


class ScoreNet(nn.Module):
    """What is exported. Batch x 3 x side x side, BGR, 0..255 -> batch x 1, probability of a genuine face."""

    def __init__(self, trunk, head):
        super().__init__()
        self.trunk, self.head = trunk, head

    def forward(self, x):
        return torch.sigmoid(self.head(self.trunk(x)))
