"""Geometry: a plane before a pinhole camera, and the part of a picture that the model sees."""

import dataclasses

import numpy as np

FOCAL = 1.2  # of the long side: about a phone's front camera


@dataclasses.dataclass(frozen=True)
class Window:
    """Part of a picture in pixels: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float

    def points(self):
        """x and y of each pixel's centre, both height x width."""
        x = self.left + np.arange(int(self.width), dtype=np.float32) + 0.5
        y = self.top + np.arange(int(self.height), dtype=np.float32) + 0.5
        return np.meshgrid(x, y)


def shifted_box(box, width, height, factor):
    """The crop rule `shifted-box` of the model cards: the face box times a factor, moved inside."""
    x, y, w, h = box
    scale = min((height - 1) / h, (width - 1) / w, factor)
    w2, h2 = w * scale, h * scale
    left = min(max(x + w / 2 - w2 / 2, 0), width - 1 - w2)
    top = min(max(y + h / 2 - h2 / 2, 0), height - 1 - h2)
    return Window(int(left), int(top), max(1, int(w2)), max(1, int(h2)))


def plane_to_picture(width, height, scale, tilt, turn, roll, shift):
    """Homography from a plane of the picture's size to the picture, both in pixels from a corner.

    tilt, turn, roll: radians; shift: of the picture's width, right and down
    """
    f = FOCAL * max(width, height)
    cx, cy = width / 2, height / 2
    ca, sa = np.cos(tilt), np.sin(tilt)
    cb, sb = np.cos(turn), np.sin(turn)
    cc, sc = np.cos(roll), np.sin(roll)
    distance = f / scale
    columns = np.array(
        [
            [cc * cb, cc * sb * sa - sc * ca, shift[0] * width * distance / f],
            [sc * cb, sc * sb * sa + cc * ca, shift[1] * width * distance / f],
            [-sb, cb * sa, distance],
        ]
    )
    camera = np.array([[f, 0, cx], [0, f, cy], [0, 0, 1]])
    return camera @ columns @ np.array([[1, 0, -cx], [0, 1, -cy], [0, 0, 1]])


def transform(homography, x, y):
    """Points through a homography."""
    m = homography.astype(np.float32)
    w = m[2, 0] * x + m[2, 1] * y + m[2, 2]
    return (m[0, 0] * x + m[0, 1] * y + m[0, 2]) / w, (m[1, 0] * x + m[1, 1] * y + m[1, 2]) / w


def transform_box(homography, box):
    """The upright box round a transformed one."""
    x, y, w, h = box
    xs, ys = transform(homography, np.array([x, x + w, x, x + w]), np.array([y, y, y + h, y + h]))
    return float(xs.min()), float(ys.min()), float(np.ptp(xs)), float(np.ptp(ys))
