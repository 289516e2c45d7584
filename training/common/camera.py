"""What happens to every picture alike, whatever it shows, between a camera and a model."""

import cv2
import numpy as np


def degrade(bgr, rng):
    """Exposure, light, focus, noise and coding; the size stays. No draw depends on what is shown."""
    colours = bgr.astype(np.float32)
    if rng.random() < 0.6:
        colours *= rng.uniform(0.92, 1.08, 3).astype(np.float32)
    if rng.random() < 0.7:
        colours = (colours - 128) * rng.uniform(0.6, 1.2) + 128 + rng.uniform(-28, 28)
    if rng.random() < 0.5:
        colours = 255 * (np.clip(colours, 0, 255) / 255) ** rng.uniform(0.7, 1.4)
    if rng.random() < 0.5:
        grey = colours.mean(axis=2, keepdims=True)
        colours = grey + rng.uniform(0.75, 1.25) * (colours - grey)
    if rng.random() < 0.4:
        colours = cv2.GaussianBlur(colours, (0, 0), rng.uniform(0.3, 1.5))
    if rng.random() < 0.25:  # scaled up by whoever sends it
        small = cv2.resize(colours, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
        colours = cv2.resize(small, colours.shape[1::-1])
    if rng.random() < 0.6:
        sigma = rng.uniform(0.3, 4)
        colours = colours + sigma * rng.standard_normal(colours.shape, dtype=np.float32)
    coded = np.clip(colours + 0.5, 0, 255).astype(np.uint8)
    if rng.random() < 0.85:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 96))]
        coded = cv2.imdecode(cv2.imencode(".jpg", coded, quality)[1], cv2.IMREAD_COLOR)
    return coded


def coded_as_video(bgr, rng):
    """What a webcam and a video coder do before that: sharpening, motion, blocks smoothed."""
    if rng.random() < 0.25:
        colours = bgr.astype(np.float32)
        soft = cv2.GaussianBlur(colours, (0, 0), rng.uniform(0.7, 2))
        colours += rng.uniform(0.3, 1.5) * (colours - soft)
        bgr = np.clip(colours + 0.5, 0, 255).astype(np.uint8)
    if rng.random() < 0.15:
        length = int(rng.integers(2, 6))
        moved = np.full((1, length), 1 / length, np.float32)
        bgr = cv2.filter2D(bgr, -1, moved if rng.random() < 0.6 else moved.T)
    if rng.random() < 0.5:
        size, scale = bgr.shape[1::-1], rng.uniform(0.5, 1)
        small = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(18, 60))]
        small = cv2.imdecode(cv2.imencode(".jpg", small, quality)[1], cv2.IMREAD_COLOR)
        small = cv2.bilateralFilter(small, 5, rng.uniform(8, 28), 3)
        bgr = cv2.resize(small, size)
    return bgr
