"""Canvases: what the finder learns on, made anew for each number, always alike.

No box and no landmark is carried through the geometry: the teacher looks at each canvas itself. So a
mirrored or half hidden face has the labels of one that stands like that, left and right as they are.
"""

import dataclasses

import cv2
import numpy as np

from common import camera

SIZES = (128, 160, 192, 256, 320)  # sides; multiples of the largest stride
SIZE_SHARES = (0.2, 0.3, 0.25, 0.15, 0.1)

COUNTS = (0, 1, 2, 3, 5)  # pictures of faces on a canvas
COUNT_SHARES = (0.14, 0.5, 0.2, 0.1, 0.06)
MIN_FACE = 10  # pixels, log-uniform up to
MAX_FACE = 0.85  # of the canvas, and less the more there are
LARGEST_ZOOM = 2.5

MIRRORED = 0.5
TILT = 9  # degrees, standard deviation
LYING = 0.12  # are tilted anyhow
MOST_TILT = 50
SOFT_EDGES = 0.4
PATCHED = 0.3  # canvases with a patch of something else on them
OCCLUDED = 0.15
LETTERBOXED = 0.4


@dataclasses.dataclass(frozen=True)
class Canvas:
    """One canvas twice, side x side x 3, uint8.

    clean: for the teacher
    seen: the same through a bad camera, for the pupil
    faceless: whether no picture of a face is on it
    """

    clean: np.ndarray
    seen: np.ndarray
    faceless: bool


class Canvases:
    """Endless; seed, number and side decide all of a canvas."""

    def __init__(self, pictures, rooms, seed):
        self.rooms, self.seed = rooms, seed
        self.by_source = {}
        for picture in pictures:
            self.by_source.setdefault(picture.source, []).append(picture)
        # between one share for each source and one for each picture: the small ones are the varied ones
        weights = np.sqrt([len(of_source) for of_source in self.by_source.values()])
        self.shares = weights / weights.sum()

    def canvas(self, number, side):
        rng = np.random.default_rng([self.seed, number, side])
        canvas = self._background(side, rng)
        if rng.random() < PATCHED:
            canvas = self._patched(canvas, rng)
        count = rng.choice(COUNTS, p=COUNT_SHARES)
        for _ in range(count):
            largest = MAX_FACE * side / np.sqrt(count)
            width = np.exp(rng.uniform(np.log(MIN_FACE), np.log(largest)))
            canvas = self._with_face(canvas, width, rng)
        content = np.ones((side, side, 1), np.uint8)
        if rng.random() < LETTERBOXED:
            kept = int(side * rng.uniform(0.5, 0.95))
            if rng.random() < 0.7:
                content[kept:] = 0
            else:
                content[:, kept:] = 0
        seen = camera.degrade(_harder(canvas, rng), rng)
        return Canvas(canvas * content, seen * content, count == 0)

    def _background(self, side, rng):
        if not self.rooms or rng.random() < 0.3:
            return _wall(side, rng)
        return cv2.resize(self._crop(rng), (side, side), interpolation=cv2.INTER_AREA)

    def _crop(self, rng):
        """A part of a picture without a face."""
        room = self.rooms[rng.integers(len(self.rooms))]
        height, width = room.shape[:2]
        h, w = (int(v * rng.uniform(0.3, 1)) for v in (height, width))
        top, left = rng.integers(height - h + 1), rng.integers(width - w + 1)
        return room[top : top + h, left : left + w]

    def _patched(self, canvas, rng):
        """Edges round a picture must be no sign of a face."""
        side = canvas.shape[0]
        w, h = (int(v) for v in rng.uniform(0.15, 0.8, 2) * side)
        left, top = rng.integers(side - w + 1), rng.integers(side - h + 1)
        patch = self._crop(rng) if self.rooms else _wall(side, rng)
        canvas = canvas.copy()
        canvas[top : top + h, left : left + w] = cv2.resize(patch, (w, h))
        return canvas

    def _with_face(self, canvas, width, rng):
        side = canvas.shape[0]
        source = rng.choice(list(self.by_source), p=self.shares)
        picture = self.by_source[source][rng.integers(len(self.by_source[source]))]
        bgr, box = _mirrored(picture) if rng.random() < MIRRORED else (picture.bgr, picture.box)
        centre = rng.uniform(0.05, 0.95, 2) * side
        pose, bgr = _pose(bgr, box, width, centre, rng)
        warped = cv2.warpAffine(bgr, pose, (side, side))
        mask = cv2.warpAffine(np.full(bgr.shape[:2], 255, np.uint8), pose, (side, side))
        if rng.random() < SOFT_EDGES:
            inner = cv2.erode(mask, np.ones((3, 3), np.uint8))
            mask = cv2.GaussianBlur(inner, (0, 0), max(0.5, 0.06 * width))
        kept = mask[..., None].astype(np.float32) / 255
        canvas = (kept * warped + (1 - kept) * canvas + 0.5).astype(np.uint8)
        return self._occluded(canvas, centre, width, rng) if rng.random() < OCCLUDED else canvas

    def _occluded(self, canvas, centre, width, rng):
        """Something before a part of the face, from one side."""
        side = canvas.shape[0]
        direction = rng.uniform(0, 2 * np.pi)
        size = width * rng.uniform(0.3, 0.6, 2)
        offset = width * rng.uniform(0.35, 0.7) * np.array([np.cos(direction), np.sin(direction)])
        middle = tuple(int(v) for v in np.asarray(centre) + offset)
        shape = np.zeros(canvas.shape, np.uint8)
        axes = tuple(max(1, int(v)) for v in size)
        cv2.ellipse(shape, middle, axes, rng.uniform(0, 180), 0, 360, (1, 1, 1), -1)
        if self.rooms and rng.random() < 0.5:
            cover = cv2.resize(self._crop(rng), (side, side), interpolation=cv2.INTER_AREA)
        else:
            cover = _wall(side, rng)
        return np.where(shape == 1, cover, canvas)


def _wall(side, rng):
    """A colour that changes evenly from side to side, with some grain."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    slope = rng.uniform(-80, 80, 2)
    light = (slope[0] * x + slope[1] * y)[..., None] + rng.uniform(0, 255, 3)
    grain = rng.uniform(0, 5) * rng.standard_normal((side, side, 3), dtype=np.float32)
    return np.clip(light + grain, 0, 255).astype(np.uint8)


def _mirrored(picture):
    x, y, w, h = picture.box
    width = picture.bgr.shape[1]
    return np.ascontiguousarray(picture.bgr[:, ::-1]), (width - x - w, y, w, h)


def _pose(bgr, box, width, centre, rng):
    """An affine map that puts the face of this box there, so wide, and the picture for it."""
    x, y, w, h = box
    scale = min(width / w, LARGEST_ZOOM)
    if scale < 1:  # half of the senders shrink well, and so do not all of ours
        how = cv2.INTER_AREA if rng.random() < 0.6 else cv2.INTER_LINEAR
        bgr = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=how)
        x, y, w, h = (v * scale for v in box)
        scale = 1
    lying = rng.random() < LYING
    tilt = rng.uniform(-MOST_TILT, MOST_TILT) if lying else rng.normal(0, TILT)
    middle = (x + w / 2, y + h / 2)
    pose = cv2.getRotationMatrix2D(middle, tilt, scale)
    pose[0] *= rng.uniform(0.92, 1.08)
    pose[:, 2] += np.asarray(centre) - pose @ np.array([*middle, 1])
    return pose, bgr


def _harder(bgr, rng):
    """What calls show beside the camera's usual faults: darkness, a moving hand, no colour."""
    if rng.random() < 0.12:
        dark = bgr * rng.uniform(0.12, 0.5)
        dark += rng.uniform(1, 6) * rng.standard_normal(bgr.shape, dtype=np.float32)
        bgr = np.clip(dark, 0, 255).astype(np.uint8)
    if rng.random() < 0.1:
        length = int(rng.integers(3, 9))
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1 / length
        turned = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
        kernel = cv2.warpAffine(kernel, turned, (length, length))
        bgr = cv2.filter2D(bgr, -1, kernel / max(1e-3, kernel.sum()))
    if rng.random() < 0.08:
        bgr = cv2.cvtColor(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return bgr
