"""The pupil: depthwise separable convolutions, three strides, features of the coarser ones added."""

import torch
from torch import nn
from torch.nn import functional

from livegate_face import maps

WIDTH = 64  # channels of the heads
VALUES = (1, 1, 4, 10)  # of a cell: maps.KINDS
RARE = -4.0  # log-odds of a face to begin with


class Separable(nn.Module):
    """3 x 3 on each channel alone, then 1 x 1 over all; its input is added where the form allows."""

    def __init__(self, before, after, stride=1):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(before, before, 3, stride, 1, groups=before, bias=False),
            nn.BatchNorm2d(before),
            nn.ReLU(),
            nn.Conv2d(before, after, 1, bias=False),
            nn.BatchNorm2d(after),
        )
        self.adds = stride == 1 and before == after

    def forward(self, x):
        y = self.layers(x)
        return functional.relu(x + y if self.adds else y)


class FaceNet(nn.Module):
    """Batch x 3 x height x width, multiples of 32, BGR, 0..255 -> for each stride the cells' values.

    The values, batch x cells x 16: two log-odds of a face, box and points as YuNet codes them.
    """

    def __init__(self):
        super().__init__()
        self.early = nn.Sequential(
            nn.Conv2d(3, 16, 3, 2, 1, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            Separable(16, 32, 2),
            Separable(32, 32),
        )
        self.stages = nn.ModuleList(
            [
                nn.Sequential(Separable(32, 64, 2), Separable(64, 64), Separable(64, 64)),
                nn.Sequential(Separable(64, 96, 2), Separable(96, 96), Separable(96, 96)),
                nn.Sequential(Separable(96, 96, 2), Separable(96, 96), Separable(96, 96)),
            ]
        )
        self.sideways = nn.ModuleList([nn.Conv2d(n, WIDTH, 1) for n in (64, 96, 96)])
        self.heads = nn.ModuleList(
            [
                nn.Sequential(Separable(WIDTH, WIDTH), nn.Conv2d(WIDTH, sum(VALUES), 1))
                for _ in maps.STRIDES
            ]
        )
        for head in self.heads:
            nn.init.normal_(head[-1].weight, std=0.01)
            nn.init.zeros_(head[-1].bias)
            with torch.no_grad():
                head[-1].bias[:2] = RARE

    def forward(self, x):
        x = self.early(x / 64 - 2)
        seen = []
        for stage, sideways in zip(self.stages, self.sideways):
            x = stage(x)
            seen.append(sideways(x))
        for finer in (1, 0):
            up = functional.interpolate(seen[finer + 1], scale_factor=2.0, mode="nearest")
            seen[finer] = seen[finer] + up
        return [_cells(head(part)) for head, part in zip(self.heads, seen)]


class Finder(nn.Module):
    """What is exported: the tensors of maps.NAMES, in that order."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        parts = [torch.split(cells, VALUES, dim=2) for cells in self.net(x)]
        by_kind = list(zip(*parts))
        return tuple(torch.sigmoid(odds) for kind in by_kind[:2] for odds in kind) + tuple(
            values for kind in by_kind[2:] for values in kind
        )


def _cells(values):
    """Batch x values x rows x columns -> batch x cells x values."""
    return values.permute(0, 2, 3, 1).reshape(values.shape[0], -1, values.shape[1])
