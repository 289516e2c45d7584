"""Faces drawn and painted after real ones: fewer colours, lines, strokes.

Each takes bgr uint8, the finder's five points (5 x 2, in pixels: eyes, nose, corners of the mouth)
and a generator, and gives bgr uint8 of the same size.
"""

import cv2
import numpy as np

from livegate_human import strokes


def cartoon(bgr, points, rng):
    """Even colours in steps of brightness, dark contours."""
    even = strokes.evened(bgr, rng)
    if rng.random() < 0.5:
        step = rng.uniform(20, 60)
        hsv = cv2.cvtColor(even, cv2.COLOR_BGR2HSV).astype(np.float32)
        hsv[..., 2] = (hsv[..., 2] // step + 0.5) * step
        even = cv2.cvtColor(strokes.pixels(hsv), cv2.COLOR_HSV2BGR)
    contours = strokes.contours(even, rng, rng.uniform(0.8, 2)) ** rng.uniform(1, 2)
    return strokes.saturated(even * contours[..., None], rng.uniform(0.9, 1.8))


def cel(bgr, points, rng):
    """Large eyes, small chin, a dozen colours: an animated figure."""
    figure = strokes.grown_eyes(bgr, points, rng.uniform(0.15, 0.6)) if rng.random() < 0.8 else bgr
    if rng.random() < 0.6:
        figure = strokes.narrow_chin(figure, points, rng.uniform(0.1, 0.5))
    figure = cv2.medianBlur(strokes.evened(figure, rng, 2), int(rng.choice([3, 5, 7])))
    figure = strokes.fewer_colours(figure, int(rng.integers(5, 14)), rng)
    if rng.random() < 0.5:
        figure = cv2.GaussianBlur(figure, (0, 0), rng.uniform(0.5, 1.2))
    if rng.random() < 0.7:
        lines = strokes.contours(cv2.GaussianBlur(bgr, (0, 0), 1), rng, rng.uniform(0.6, 1.6))
        figure = figure * lines[..., None]
    return strokes.saturated(figure, rng.uniform(0.9, 1.8))


def flat(bgr, points, rng):
    """A handful of colours and nothing else."""
    even = cv2.medianBlur(bgr, int(rng.choice([5, 7, 9])))
    few = strokes.fewer_colours(even, int(rng.integers(3, 7)), rng)
    return strokes.saturated(few, rng.uniform(0.7, 1.8))


def pencil(bgr, points, rng):
    """Grey strokes on paper, some of them coloured."""
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY).astype(np.float32)
    around = cv2.GaussianBlur(255 - grey, (0, 0), rng.uniform(2, 9))
    sketch = np.clip(grey * 255 / np.maximum(1, 255 - around), 0, 255)
    sketch = 255 - (255 - sketch) * rng.uniform(0.8, 2)
    hatching = rng.standard_normal(grey.shape).astype(np.float32)
    hatching = cv2.filter2D(hatching, -1, np.eye(7, dtype=np.float32) / 3)
    sketch += rng.uniform(0, 12) * hatching * (1 - sketch / 255)
    paper = np.array([rng.uniform(190, 255), rng.uniform(205, 255), rng.uniform(220, 255)])
    drawn = sketch[..., None] / 255 * paper
    if rng.random() < 0.4:
        drawn *= 0.5 + 0.5 * strokes.evened(bgr, rng, 2) / 255 * rng.uniform(0.9, 1.5)
    return strokes.pixels(drawn + rng.uniform(0, 4) * rng.standard_normal((*grey.shape, 1)))


def ink(bgr, points, rng):
    """Contours and black patches on paper or on thin colour."""
    soft = cv2.GaussianBlur(bgr, (0, 0), rng.uniform(0.5, 1.5))
    lines = strokes.contours(soft, rng, rng.uniform(0.8, 2))
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    black = grey < np.quantile(grey, rng.uniform(0.05, 0.35))
    if rng.random() < 0.7:
        paper = rng.uniform(200, 255, 3)
    else:
        paper = strokes.evened(bgr, rng, 2) * 0.5 + 120
    return strokes.pixels((lines * (1 - 0.85 * black))[..., None] * paper)


def oil(bgr, points, rng):
    """Patches of one colour, brush and canvas, old tones and cracks."""
    painted = strokes.patches(bgr, int(rng.integers(3, 8)))
    if rng.random() < 0.6:
        painted = strokes.patches(painted, int(rng.integers(2, 5)))
    tone = np.ones(3)
    if rng.random() < 0.6:
        tone = np.array([rng.uniform(0.6, 1), rng.uniform(0.85, 1), 1.0])
    painted = painted * tone * rng.uniform(0.75, 1.05) + rng.uniform(-5, 12)
    grey = painted.mean(axis=2).astype(np.float32) / 255
    if rng.random() < 0.7:
        brush = strokes.smooth_noise(grey.shape, rng.uniform(0.6, 1.5), rng)
        height = grey + rng.uniform(0, 0.25) * brush
        painted = painted * strokes.relief(height, rng, rng.uniform(0.05, 0.4))[..., None]
    if rng.random() < 0.3:
        cracks = strokes.smooth_noise(grey.shape, rng.uniform(2, 4), rng)
        painted = painted - 60 * rng.uniform(0.3, 1) * (np.abs(cracks) < 0.05 * cracks.std())[..., None]
    return strokes.pixels(painted)


def watercolour(bgr, points, rng):
    """Washes that run, on grainy paper."""
    wash = cv2.edgePreservingFilter(
        bgr, flags=1, sigma_s=rng.uniform(20, 50), sigma_r=rng.uniform(0.4, 0.8)
    )
    height, width = bgr.shape[:2]
    runs = strokes.smooth_noise((height, width, 2), 4, rng)
    runs *= rng.uniform(1, 2.5) / (runs.std() + 1e-6)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    wash = cv2.remap(
        wash, x + runs[..., 0], y + runs[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    paper = strokes.smooth_noise((height, width), 1, rng)
    pools = strokes.smooth_noise((height, width), 12, rng)
    light = 1 + rng.uniform(0.05, 0.2) * paper + rng.uniform(0.5, 2) * pools
    thin = 255 - (255 - wash.astype(np.float32)) * rng.uniform(0.6, 1)
    return strokes.pixels(thin * light[..., None])
