"""Faces carved, moulded and rendered after real ones; as those in `drawn`."""

import cv2
import numpy as np

from livegate_human import strokes

# plaster, marble, granite, sandstone, wood, bronze, verdigris, basalt: bgr
STUFFS = (
    (235, 238, 240),
    (200, 210, 215),
    (150, 165, 175),
    (120, 130, 135),
    (140, 175, 205),
    (90, 120, 160),
    (60, 100, 150),
    (95, 125, 95),
    (70, 70, 75),
)


def statue(bgr, points, rng):
    """One colour, blank eyes, light from one side."""
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY).astype(np.float32)
    apart = strokes.eyes_apart(points)
    blank = np.zeros(grey.shape, np.float32)
    for x, y in points[:2]:
        axes = max(1, int(0.2 * apart)), max(1, int(0.11 * apart))
        cv2.ellipse(blank, (int(x), int(y)), axes, 0, 0, 360, 1.0, -1)
    blank = cv2.GaussianBlur(blank, (0, 0), 0.03 * apart + 0.5) * rng.uniform(0.3, 1)
    lids = cv2.GaussianBlur(grey, (0, 0), 0.18 * apart) * 1.05
    grey = cv2.bilateralFilter(blank * lids + (1 - blank) * grey, 7, rng.uniform(20, 60), 5)
    broad = cv2.GaussianBlur(grey, (0, 0), 1.2 * apart)
    even = grey - rng.uniform(0.2, 0.9) * (broad - broad.mean())  # its hair is as light as its skin
    even = (even - even.mean()) / (even.std() + 1)
    shade = 1 / (1 + np.exp(-rng.uniform(0.8, 1.8) * even))
    shade = rng.uniform(0.15, 0.5) + rng.uniform(0.5, 0.8) * shade
    surface = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.8, 2)) / 255
    shade = shade * strokes.relief(surface, rng, rng.uniform(0.2, 1.2))
    colour = np.array(STUFFS[rng.integers(len(STUFFS))]) * rng.uniform(0.85, 1.1, 3)
    grain = strokes.smooth_noise(grey.shape, rng.uniform(0.3, 2.5), rng)
    carved = shade[..., None] * colour * (1 + rng.uniform(0, 0.08) * grain)[..., None]
    if rng.random() < 0.3:  # metal or polish
        gloss = 3 * np.clip(shade - np.quantile(shade, 0.85), 0, 1)
        carved += 255 * rng.uniform(0.3, 0.9) * gloss[..., None] ** 1.5
    return strokes.pixels(carved)


def doll(bgr, points, rng):
    """Even skin of plastic with its gloss, larger eyes, red lips."""
    figure = strokes.grown_eyes(bgr, points, rng.uniform(0.25, 0.6))
    if rng.random() < 0.5:
        figure = strokes.narrow_chin(figure, points, rng.uniform(0.05, 0.35))
    figure = cv2.edgePreservingFilter(
        figure, flags=1, sigma_s=rng.uniform(20, 60), sigma_r=rng.uniform(0.3, 0.6)
    )
    figure = strokes.evened(figure, rng, 2).astype(np.float32)
    light = cv2.GaussianBlur(figure.mean(axis=2), (0, 0), 0.08 * strokes.eyes_apart(points))
    above = (light - np.quantile(light, rng.uniform(0.8, 0.93))) / (light.std() + 1)
    gloss = np.clip(above, 0, 1.5) ** rng.uniform(1, 3)
    figure += (rng.uniform(30, 90) * gloss)[..., None]
    lips = _lips(figure.shape, points)
    figure += lips[..., None] * np.array([-1, -1, 1]) * rng.uniform(0, 30)
    return strokes.saturated(figure, rng.uniform(0.9, 1.5))


def figure_of_a_game(bgr, points, rng):
    """Details gone, light computed anew, contours sharpened, bloom."""
    figure = strokes.grown_eyes(bgr, points, rng.uniform(0.0, 0.3))
    if rng.random() < 0.5:
        figure = strokes.patches(strokes.evened(figure, rng, 1), int(rng.integers(2, 5)))
    else:
        figure = strokes.evened(figure, rng, 5)
    figure = figure.astype(np.float32)
    surface = cv2.GaussianBlur(figure.mean(axis=2), (0, 0), rng.uniform(1, 4)) / 255
    figure *= strokes.relief(surface, rng, rng.uniform(0.3, 1.5))[..., None]
    figure += rng.uniform(0.4, 1.4) * (figure - cv2.GaussianBlur(figure, (0, 0), rng.uniform(1, 3)))
    figure += rng.uniform(0, 0.6) * cv2.GaussianBlur(np.clip(figure - 150, 0, 255), (0, 0), 6)
    figure = 255 * (np.clip(figure, 0, 255) / 255) ** rng.uniform(0.8, 1.4)
    return strokes.saturated(figure, rng.uniform(0.6, 1.6))


def avatar(bgr, points, rng):
    """Skin without pores, crisp edges, raised colours, painted lids and lips."""
    figure = strokes.grown_eyes(bgr, points, rng.uniform(0.05, 0.35))
    if rng.random() < 0.3:
        figure = strokes.narrow_chin(figure, points, rng.uniform(0.05, 0.3))
    figure = strokes.evened(figure, rng, int(rng.integers(3, 6))).astype(np.float32)
    figure += rng.uniform(0.4, 1.6) * (figure - cv2.GaussianBlur(figure, (0, 0), rng.uniform(0.8, 2)))
    if rng.random() < 0.6:
        apart = strokes.eyes_apart(points)
        for x, y in points[:2]:
            lid = _blot(figure.shape, (x, y - 0.05 * apart), (0.3 * apart, 0.18 * apart))
            figure -= lid[..., None] * rng.uniform(10, 60) * rng.uniform(0.5, 1, 3)
        lips = _lips(figure.shape, points)
        figure -= lips[..., None] * np.array([30, 35, 0]) * rng.uniform(0.3, 1)
    figure = (figure - 120) * rng.uniform(1.0, 1.35) + 120
    return strokes.saturated(figure, rng.uniform(0.9, 1.5))


def _lips(shape, points):
    apart = strokes.eyes_apart(points)
    return _blot(shape, points[3:].mean(axis=0), (0.42 * apart, 0.18 * apart))


def _blot(shape, middle, size):
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    far = ((x - middle[0]) / size[0]) ** 2 + ((y - middle[1]) / size[1]) ** 2
    return np.exp(-far)
