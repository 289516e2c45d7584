"""YuNet's own maps: what the pupil learns cell by cell, rather than boxes put together from them."""

import dataclasses

import numpy as np
import torch

from common import export
from livegate_face import maps

# On a canvas without a picture of a face only what the teacher is as sure of as this is one: some
# person in the background. The rest are its mistakes, which are not taught.
SURE = 0.8


@dataclasses.dataclass(frozen=True)
class Wanted:
    """Of one stride, n canvases: score n x cells, box n x cells x 4, points n x cells x 10."""

    score: torch.Tensor
    box: torch.Tensor
    points: torch.Tensor


class Teacher:
    def __init__(self, path):
        self.session = export.session(path)

    def outputs(self, bgr):
        """All maps of n canvases of one size, by name: n x cells x values."""
        found = self.session.run(maps.NAMES, {"input": pixels(bgr)})
        return dict(zip(maps.NAMES, found, strict=True))

    def wanted(self, canvases):
        """What the pupil has to answer, one for each stride."""
        outputs = self.outputs([canvas.clean for canvas in canvases])
        score = {
            s: maps.scores(outputs[f"cls_{s}"][..., 0], outputs[f"obj_{s}"][..., 0])
            for s in maps.STRIDES
        }
        for i, canvas in enumerate(canvases):
            if canvas.faceless and max(score[s][i].max() for s in maps.STRIDES) < SURE:
                for s in maps.STRIDES:
                    score[s][i] = 0
        return [
            Wanted(*(torch.from_numpy(v) for v in (score[s], outputs[f"bbox_{s}"], outputs[f"kps_{s}"])))
            for s in maps.STRIDES
        ]


def pixels(bgr):
    """Pictures of one size as YuNet and the pupil take them: n x 3 x height x width, float32, 0..255."""
    return np.ascontiguousarray(np.stack(bgr).transpose(0, 3, 1, 2)).astype(np.float32)
