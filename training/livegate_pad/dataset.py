"""Samples: a genuine face or an attack at the model's size, made anew for each index, always alike."""

import cv2
import numpy as np

from livegate_pad import attacks, camera

MIN_FACE, MAX_FACE = 40, 170  # pixels, log-uniform
MIN_CONTEXT, MAX_CONTEXT = 1.5, 2.7  # crop sides in sides of the face box; 2.7 at run time
MIRRORED = 0.5
WIDENED = 0.25  # get a plain wall round them, genuine and attacks alike
BARE_WALL = 0.5  # of the attacks; others are held before a room

# Shares of a batch's genuine half. CASIA-FASD's is such that its frames, of which there are genuine
# and attacked ones, say nothing about the label by their origin.
GENUINE = {
    "casia-fasd": 0.35,
    "ciplab-real-160": 0.2,
    "utkface": 0.2,
    "voteview-congress": 0.15,
    "caltech-faces": 0.07,
    "rladies-team": 0.03,
}
# Shares of the attack half; what is made is made of genuine faces drawn as above but for CASIA's.
REAL_ATTACKS = 0.25
MADE_OF_CASIA = 0.15
KINDS = {"print": 0.48, "replay": 0.52}


class Samples:
    """Endless; (seed, index) decides all of a sample. Even indices are genuine."""

    def __init__(self, pictures, rooms, seed):
        self.rooms, self.seed = rooms, seed
        self.genuine, self.attacked = {}, {"print": [], "replay": []}
        for picture in pictures:
            if picture.attack:
                self.attacked[picture.attack].append(picture)
            else:
                self.genuine.setdefault(picture.source, []).append(picture)
        self.attacked = {kind: faces for kind, faces in self.attacked.items() if faces}

    def sample(self, index):
        """The picture, its kind (live, print, replay, real-print, real-replay), its source."""
        rng = np.random.default_rng([self.seed, index])
        if index % 2 == 0:
            picture = self._genuine(rng, GENUINE)
            return camera.shoot(attacks.genuine(*_held(picture, rng), rng), rng), "live", picture.source
        if self.attacked and rng.random() < REAL_ATTACKS:
            kind = sorted(self.attacked)[rng.integers(len(self.attacked))]
            picture = self.attacked[kind][rng.integers(len(self.attacked[kind]))]
            seen = attacks.genuine(*_held(picture, rng), rng)
            return camera.shoot(seen, rng), "real-" + kind, picture.source
        picture = self._genuine(rng, {**GENUINE, "casia-fasd": MADE_OF_CASIA})
        kind = rng.choice(list(KINDS), p=list(KINDS.values()))
        return camera.shoot(self._made(kind, picture, rng), rng), kind, picture.source

    def _genuine(self, rng, shares):
        sources = [source for source in shares if source in self.genuine]
        weights = np.array([shares[source] for source in sources])
        source = rng.choice(sources, p=weights / weights.sum())
        return self.genuine[source][rng.integers(len(self.genuine[source]))]

    def _made(self, kind, picture, rng):
        bgr, box, factor = _held(picture, rng)
        bare = not self.rooms or rng.random() < BARE_WALL
        room = None if bare else self.rooms[rng.integers(len(self.rooms))]
        make = attacks.printed if kind == "print" else attacks.replayed
        return make(bgr, box, factor, rng, room)


def _held(picture, rng):
    """The picture at the size and with the context of a call, mirrored or not: bgr, box, factor."""
    bgr, (x, y, w, h) = picture.bgr, picture.box
    if rng.random() < MIRRORED:
        bgr, x = np.ascontiguousarray(bgr[:, ::-1]), bgr.shape[1] - x - w
    wanted = np.exp(rng.uniform(np.log(MIN_FACE), np.log(MAX_FACE)))
    scale = min(1.0, wanted / w)
    if scale < 1:
        bgr = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    x, y, w, h = (v * scale for v in (x, y, w, h))
    if rng.random() < WIDENED:
        bgr, x, y = _widened(bgr, x, y, w, rng)
    # as much context on a made attack as its source has: else tight sources are tight only genuine
    there = min((bgr.shape[0] - 1) / h, (bgr.shape[1] - 1) / w)
    factor = min(rng.uniform(MIN_CONTEXT, MAX_CONTEXT), there * rng.uniform(1.0, 1.2))
    return bgr, (x, y, w, h), factor


def _widened(bgr, x, y, w, rng):
    """The picture with a wall above and beside it, of the colours at its edges.

    Most sources are tight, people before a camera are not; and a bare wall must not be a sign of
    the attacks that are made before one.
    """
    top, left, right = (int(v) for v in w * rng.uniform(0.2, 0.9, 3))
    wide = cv2.copyMakeBorder(bgr, top, 0, left, right, cv2.BORDER_REPLICATE)
    soft = cv2.GaussianBlur(wide, (0, 0), 0.15 * w).astype(np.float32)
    soft += rng.uniform(0, 3) * rng.standard_normal(soft.shape, dtype=np.float32)
    kept = np.zeros(wide.shape[:2], np.float32)
    kept[top:, left : left + bgr.shape[1]] = 1
    kept = cv2.GaussianBlur(kept, (0, 0), max(1.0, 0.04 * w))[..., None] * kept[..., None]
    mixed = kept * wide + (1 - kept) * soft
    return np.clip(mixed + 0.5, 0, 255).astype(np.uint8), x + left, y + top
