"""What a finder of this form answers with: maps of three strides, in the form and order of YuNet.

Formulas: libfacedetection.train, as in OpenCV's FaceDetectorYN; no half-cell offset.
"""

import dataclasses

import numpy as np

STRIDES = (8, 16, 32)
KINDS = ("cls", "obj", "bbox", "kps")
NAMES = [f"{kind}_{stride}" for kind in KINDS for stride in STRIDES]
MIN_SCORE = 0.6
MAX_OVERLAP = 0.3


@dataclasses.dataclass(frozen=True, eq=False)
class Face:
    """box: left, top, right, bottom; points: 5 x 2; in pixels of the canvas."""

    box: np.ndarray
    points: np.ndarray
    score: float


def width(face):
    return face.box[2] - face.box[0]


def scores(cls, obj):
    return np.sqrt(np.clip(cls, 0, 1) * np.clip(obj, 0, 1))


def faces(outputs, columns_of_8, least=MIN_SCORE):
    """The faces of one picture, surest first, overlapping ones once.

    outputs: by name, cells x values, float32
    columns_of_8: of the finest map, whose cells are 8 pixels wide
    """
    found = []
    for stride in STRIDES:
        sure = scores(outputs[f"cls_{stride}"][:, 0], outputs[f"obj_{stride}"][:, 0])
        for cell in np.flatnonzero(sure >= least):
            row, column = divmod(int(cell), columns_of_8 * 8 // stride)
            corner = np.array([column, row])
            dx, dy, w, h = outputs[f"bbox_{stride}"][cell]
            middle = (corner + (dx, dy)) * stride
            half = np.exp([w, h]) * stride / 2
            points = (corner + outputs[f"kps_{stride}"][cell].reshape(5, 2)) * stride
            box = np.concatenate([middle - half, middle + half])
            found.append(Face(box, points, float(sure[cell])))
    found.sort(key=lambda face: -face.score)
    kept = []
    for face in found:
        if all(overlap(face.box, better.box) <= MAX_OVERLAP for better in kept):
            kept.append(face)
    return kept


def overlap(a, b):
    """Intersection over union of two boxes."""
    width, height = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    return float(common / (np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - common))
