"""Attacks made from genuine faces: what the attack pack's kinds `print` and `replay` do, for stills.

Every range is the lower half of the attack pack's (`--range seen`), and no kind is made here that
the pack keeps for the final test: docs/attack-pack.md, "What no fit may see". A picture is mirrored
before an attack is made of it, never after: a mirrored attack would lie in the other half.
"""

import cv2
import numpy as np

from common import crop
from livegate_pad import scene

SEEN_PRINT = {
    "scale": (0.75, 1.0),
    "sway": (0.004, 0.017),
    "tilt": (-0.25, 0.0),
    "turn": (-0.3, 0.0),
    "bend": (0.0, 0.06),
    "margin": (0.0, 0.03),
    "contrast": (0.65, 0.8),
    "texture": (1.0, 4.0),
    "noise": (0.5, 1.75),
}
SEEN_REPLAY = {
    "scale": (0.7, 0.84),
    "sway": (0.001, 0.008),
    "tilt": (-0.15, 0.0),
    "turn": (-0.25, 0.0),
    "bezel": (0.02, 0.07),
    "grid": (0.85, 1.0),
    "moire": (0.03, 0.095),
    "gamma": (0.75, 1.05),
    "black": (4.0, 17.0),
    "blue": (1.0, 1.1),
    "glare": (10.0, 50.0),
    "flicker": (0.01, 0.05),
    "bands": (0.5, 1.75),
    "noise": (0.5, 1.75),
}
NONE = {"zoom": (1.0, 1.015), "turn": (0.0, 0.3), "sway": (0.0, 0.002)}

INK = 22
SATURATION = 0.85


def draw(ranges, rng):
    return {name: rng.uniform(low, high) for name, (low, high) in ranges.items()}


def genuine(bgr, box, factor, rng):
    """The face's surroundings, resampled as an attack's are but for what makes it an attack."""
    p = draw(NONE, rng)
    height, width = bgr.shape[:2]
    turned = np.radians(p["turn"])
    pose = scene.plane_to_picture(width, height, p["zoom"], 0, 0, turned, _sway(p, rng))
    window = crop.shifted_box(scene.transform_box(pose, box), width, height, factor)
    x, y = scene.transform(np.linalg.inv(pose), *window.points())
    return _sample(bgr, x, y)


def printed(bgr, box, factor, rng, room):
    """The picture on bent, grainy paper with a white margin, held before a room.

    room: what is behind, bgr; None for a bare wall
    """
    p = draw(SEEN_PRINT, rng)
    window, x, y = _view(bgr, box, factor, p, rng)
    height, width = bgr.shape[:2]
    across = x / width - 0.5
    y = y + p["bend"] * height * (across * across - 0.1)
    margin = p["margin"] * width
    colours = _sample(bgr, x, y)
    grey = colours.mean(axis=2, keepdims=True)
    colours = INK + p["contrast"] * (grey + SATURATION * (colours - grey))
    if rng.random() < 0.25:
        colours = _halftone(colours, x, y, rng)
    colours[_outside(x, y, width, height, 0)] = 225
    colours *= (1 + 2 * p["bend"] * across)[..., None]
    colours += p["texture"] * _grain(x, y, rng)[..., None]
    _behind(colours, _outside(x, y, width, height, margin), window, width, room, rng)
    return _noisy(colours, p["noise"], rng)


def replayed(bgr, box, factor, rng, room):
    """The picture on a screen: subpixels, gamma, black level, bezel, reflection, rolling bands."""
    p = draw(SEEN_REPLAY, rng)
    window, x, y = _view(bgr, box, factor, p, rng)
    height, width = bgr.shape[:2]
    colours = p["black"] + (255 - p["black"]) * (_sample(bgr, x, y) / 255) ** p["gamma"]
    grid = 2 * np.pi * p["grid"]
    rows = 1 + p["moire"] / 2 * np.cos(grid * y)
    for channel in range(3):
        columns = 1 + p["moire"] * np.cos(grid * x + channel * 2 * np.pi / 3)
        colours[..., channel] *= rows * columns
    colours[..., 0] *= p["blue"]
    colours[_outside(x, y, width, height, 0)] = 14
    _behind(colours, _outside(x, y, width, height, p["bezel"] * width), window, width, room, rng)
    camera_x, camera_y = window.points()
    phase = rng.uniform(0, 2 * np.pi)
    bands = np.sin(2 * np.pi * p["bands"] / height * camera_y + phase)
    colours *= (1 + p["flicker"] * bands)[..., None]
    size = width * rng.uniform(0.05, 0.15)
    lamp_x, lamp_y = width * rng.uniform(0.15, 0.85), height * rng.uniform(0.05, 0.45)
    far = ((camera_y - lamp_y) / size) ** 2 + ((camera_x - lamp_x) / (2 * size)) ** 2
    colours += (p["glare"] * np.exp(-far))[..., None]
    return _noisy(colours, p["noise"], rng)


def _view(bgr, box, factor, p, rng):
    """The camera's window on the plane, and where on the plane each of its pixels looks."""
    height, width = bgr.shape[:2]
    pose = scene.plane_to_picture(
        width, height, p["scale"], p["tilt"], p["turn"], rng.uniform(-0.05, 0.05), _sway(p, rng)
    )
    window = crop.shifted_box(scene.transform_box(pose, box), width, height, factor)
    x, y = scene.transform(np.linalg.inv(pose), *window.points())
    return window, x, y


def _sway(p, rng):
    return rng.uniform(-p["sway"], p["sway"], 2)


def _sample(bgr, x, y):
    maps = (x - 0.5).astype(np.float32), (y - 0.5).astype(np.float32)
    seen = cv2.remap(bgr, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return seen.astype(np.float32)


def _outside(x, y, width, height, border):
    return (x < -border) | (y < -border) | (x >= width + border) | (y >= height + border)


def _behind(colours, where, window, width, room, rng):
    """Fills what shows neither sheet nor screen: a room, or a wall with light from one side."""
    if not where.any():
        return
    if room is not None:
        colours[where] = cv2.resize(room, where.shape[::-1])[where]
        return
    wall = rng.uniform(60, 180) * rng.uniform(0.85, 1.15, 3)
    x, y = window.points()
    slopes = rng.uniform(-0.35, 0.35, 2) / width
    gain = 1 + slopes[0] * x[where] + slopes[1] * y[where]
    colours[where] = gain[:, None] * wall + 2 * rng.standard_normal((where.sum(), 1))


def _grain(x, y, rng):
    """One value for each place on a sheet."""
    table = rng.standard_normal((256, 256)).astype(np.float32)
    return table[np.floor(y).astype(int) & 255, np.floor(x).astype(int) & 255]


def _halftone(colours, x, y, rng):
    """Dots of a cheap printer, fine enough to be half seen."""
    period = rng.uniform(1.8, 3.5)
    angle = rng.uniform(0, np.pi / 2)
    u = (np.cos(angle) * x + np.sin(angle) * y) * np.pi / period
    v = (np.cos(angle) * y - np.sin(angle) * x) * np.pi / period
    return colours + rng.uniform(8, 30) * (np.sin(u) * np.sin(v))[..., None]


def _noisy(colours, sigma, rng):
    colours += sigma * rng.standard_normal(colours.shape, dtype=np.float32)
    return np.clip(colours + 0.5, 0, 255).astype(np.uint8)
