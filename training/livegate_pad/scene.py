"""Geometry: a plane before a pinhole camera."""

import numpy as np

FOCAL = 1.2  # of the long side: about a phone's front camera


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
