"""Samples: a real face, or a made or mistaken one, at the model's size; made anew for each index.

Everything but the style is drawn alike for both sides: size, crop, surroundings, smoothing, camera.
"""

import cv2
import numpy as np

from common import camera, crop
from livegate_human import drawn, moulded

SIDE = 112
CONTEXT = (1.45, 1.75)  # crop sides in sides of the face box; 1.6 at run time
OFF_CENTRE = 0.04  # of the face, standard deviation
MIRRORED = 0.5
STYLED_WIDTH = (60, 130)  # pixels of the face when it is drawn
# pixels of the face before the camera, log-uniform; a style that leaves fine traces only is gone
# from smaller ones
WIDTH = (34, 200)
LEAST = {"avatar": 60, "doll": 60, "figure_of_a_game": 60}
LEAST_STYLED = 50
LARGEST_ZOOM = 2.0
LONGEST = 300

GENUINE = {
    "casia-fasd": 0.17,
    "ciplab-real-160": 0.27,
    "utkface": 0.22,
    "voteview-congress": 0.17,
    "caltech-faces": 0.1,
    "rladies-team": 0.07,
}
THINGS = 0.16  # of those that are no person: what has no face, or only seems to
STYLES = {
    drawn.cartoon: 1,
    drawn.cel: 1,
    drawn.flat: 0.6,
    drawn.pencil: 1,
    drawn.ink: 0.6,
    drawn.oil: 1,
    drawn.watercolour: 1,
    moulded.statue: 1.5,
    moulded.doll: 1.5,
    moulded.figure_of_a_game: 2,
    moulded.avatar: 2,
}
ELSEWHERE = 0.3  # before another picture
STYLE_BESIDE = 0.15  # a real face in a drawn room, a drawn one in a real room
BEAUTIFIED = 0.2
GREY = 0.05


class Samples:
    """Endless; (seed, index) decides all of a sample. Even indices are people."""

    def __init__(self, pictures, rooms, seed):
        self.rooms, self.seed = rooms, seed
        self.by_source = {}
        for picture in pictures:
            if picture.attack is None:
                self.by_source.setdefault(picture.source, []).append(picture)

    def sample(self, index):
        """The picture, its kind (live, thing or a style), its source."""
        bgr, kind, source = self.seen(index)
        return cv2.resize(bgr, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR), kind, source

    def seen(self, index):
        """As sample, at the size at which the camera saw it."""
        rng = np.random.default_rng([self.seed, index])
        if index % 2 and rng.random() < THINGS:
            return self._thing(rng), "thing", "no-face"
        style = _drawn(STYLES, rng) if index % 2 else None
        kind = style.__name__ if style else "live"
        shares = {source: GENUINE[source] for source in GENUINE if source in self.by_source}
        source = _drawn(shares, rng)
        candidates = self.by_source[source]
        face = _face(candidates[rng.integers(len(candidates))], rng)
        seen = self._surrounded(*face, style, rng)
        if rng.random() < BEAUTIFIED:
            seen = cv2.bilateralFilter(seen, 7, rng.uniform(8, 35), 4)
        if rng.random() < GREY:
            seen = cv2.cvtColor(cv2.cvtColor(seen, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
        least = LEAST.get(kind, LEAST_STYLED) if style else WIDTH[0]
        return _filmed(seen, face[1][2], least, rng), kind, source

    def _surrounded(self, bgr, box, points, style, rng):
        face = style(bgr, points, rng) if style else bgr
        draw = rng.random()
        if draw >= STYLE_BESIDE + ELSEWHERE:
            return face
        if draw < STYLE_BESIDE:
            around = bgr if style else _drawn(STYLES, rng)(bgr, points, rng)
        else:
            around = _part(self.rooms[rng.integers(len(self.rooms))], rng.uniform(0.4, 1), rng)
            around = cv2.resize(around, bgr.shape[1::-1], interpolation=cv2.INTER_AREA)
            if rng.random() < 0.3:
                around = _drawn({drawn.flat: 1, drawn.oil: 1}, rng)(around, points, rng)
        kept = _head(bgr.shape, box, rng)
        return np.clip(kept * face + (1 - kept) * around + 0.5, 0, 255).astype(np.uint8)

    def _thing(self, rng):
        """Any part of a picture without a face, some of them drawn."""
        room = self.rooms[rng.integers(len(self.rooms))]
        seen = _part(room, rng.uniform(0.2, 0.8), rng)
        if rng.random() < MIRRORED:
            seen = np.ascontiguousarray(seen[:, ::-1])
        if rng.random() < 0.25:
            seen = _drawn({drawn.flat: 1, drawn.oil: 1}, rng)(seen, None, rng)
        return _filmed(seen, seen.shape[1] / np.mean(CONTEXT), WIDTH[0], rng)


def _drawn(shares, rng):
    """One of the keys, as often as its share."""
    weights = np.array(list(shares.values()), float)
    return list(shares)[rng.choice(len(weights), p=weights / weights.sum())]


def _face(picture, rng):
    """The face with a little round it at the size it is drawn at: bgr, box, points."""
    bgr, (x, y, w, h), points = picture.bgr, picture.box, np.array(picture.points)
    if rng.random() < MIRRORED:
        bgr, x = np.ascontiguousarray(bgr[:, ::-1]), bgr.shape[1] - x - w
        points[:, 0] = bgr.shape[1] - points[:, 0]
        points = points[[1, 0, 2, 4, 3]]
    scale = min(1.0, rng.uniform(*STYLED_WIDTH) / w)
    if scale < 1:
        bgr = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    x, y, w, h = (v * scale for v in (x, y, w, h))
    moved = rng.normal(0, OFF_CENTRE, 2) * w
    around = (x + moved[0], y + moved[1], w, h)
    window = crop.shifted_box(around, bgr.shape[1], bgr.shape[0], rng.uniform(*CONTEXT))
    left, top = window.left, window.top
    seen = bgr[top : top + window.height, left : left + window.width].copy()
    return seen, (x - left, y - top, w, h), points * scale - (left, top)


def _head(shape, box, rng):
    """1 on the head, most often on the shoulders too, 0 beside; height x width x 1."""
    x, y, w, h = box
    kept = np.zeros(shape[:2], np.float32)
    middle = int(x + w / 2), int(y + h * rng.uniform(0.4, 0.48))
    axes = int(w * rng.uniform(0.55, 0.75)), int(h * rng.uniform(0.58, 0.75))
    cv2.ellipse(kept, middle, axes, 0, 0, 360, 1.0, -1)
    if rng.random() < 0.6:
        kept[max(0, int(y + h)) :, max(0, int(x)) : int(x + w)] = 1
    return cv2.GaussianBlur(kept, (0, 0), rng.uniform(0.5, 0.06 * w + 0.6))[..., None]


def _part(bgr, share, rng):
    """A part of the picture, the share of its sides."""
    height, width = (max(8, int(share * side)) for side in bgr.shape[:2])
    top = rng.integers(bgr.shape[0] - height + 1)
    left = rng.integers(bgr.shape[1] - width + 1)
    return bgr[top : top + height, left : left + width]


def _filmed(bgr, width, least, rng):
    """At the size of a call, through a webcam, a coder and what else lies between.

    width: of the face in it, in pixels
    """
    wanted = np.exp(rng.uniform(np.log(least), np.log(WIDTH[1])))
    scale = min(wanted / width, LARGEST_ZOOM, LONGEST / max(bgr.shape[:2]))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    bgr = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=how)
    return camera.degrade(camera.coded_as_video(bgr, rng), rng)
