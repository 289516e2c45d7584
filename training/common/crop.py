"""The part of a picture that a model sees."""

import dataclasses

import numpy as np


@dataclasses.dataclass(frozen=True)
class Window:
    """Part of a picture in pixels: left, top, width, height."""

    left: int
    top: int
    width: int
    height: int

    def points(self):
        """x and y of each pixel's centre, both height x width."""
        x = self.left + np.arange(self.width, dtype=np.float32) + 0.5
        y = self.top + np.arange(self.height, dtype=np.float32) + 0.5
        return np.meshgrid(x, y)


def shifted_box(box, width, height, factor):
    """The crop rule `shifted-box` of the model cards: the face box times a factor, moved inside."""
    x, y, w, h = box
    scale = min((height - 1) / h, (width - 1) / w, factor)
    w2, h2 = w * scale, h * scale
    left = min(max(x + w / 2 - w2 / 2, 0), width - 1 - w2)
    top = min(max(y + h / 2 - h2 / 2, 0), height - 1 - h2)
    return Window(int(left), int(top), max(1, int(w2)), max(1, int(h2)))
