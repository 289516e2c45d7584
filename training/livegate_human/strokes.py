"""What the drawn and the moulded faces are made with."""

import cv2
import numpy as np


def pixels(colours):
    return np.clip(np.asarray(colours) + 0.5, 0, 255).astype(np.uint8)


def eyes_apart(points):
    return float(np.linalg.norm(points[0] - points[1])) + 1e-3


def grown_eyes(bgr, points, strength):
    """Each eye larger; strength 0 to 0.6."""
    height, width = bgr.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    from_x, from_y = x.copy(), y.copy()
    radius = 0.48 * eyes_apart(points)
    for eye_x, eye_y in points[:2]:
        dx, dy = x - eye_x, y - eye_y
        far = np.sqrt(dx * dx + dy * dy) / radius
        pull = strength * np.clip(1 - far * far, 0, 1) ** 1.5
        from_x -= pull * dx
        from_y -= pull * dy
    return cv2.remap(bgr, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def narrow_chin(bgr, points, strength):
    """Narrower from the nose down; strength 0 to 0.5."""
    height, width = bgr.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    mouth = points[3:].mean(axis=0)
    low = np.clip((y - points[2][1]) / (1.6 * eyes_apart(points)), 0, 1)
    from_x = (mouth[0] + (x - mouth[0]) * (1 + strength * low)).astype(np.float32)
    return cv2.remap(bgr, from_x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def evened(bgr, rng, times=None):
    """Without pores and noise, edges kept."""
    for _ in range(times or int(rng.integers(2, 5))):
        bgr = cv2.bilateralFilter(bgr, 7, rng.uniform(25, 60), rng.uniform(4, 9))
    return bgr


def contours(bgr, rng, thickness):
    """0 on the picture's edges, rising to 1 beside them (extended difference of Gaussians)."""
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
    wide = cv2.GaussianBlur(grey, (0, 0), 1.6 * thickness)
    difference = cv2.GaussianBlur(grey, (0, 0), thickness) - rng.uniform(0.96, 0.99) * wide
    limit = rng.uniform(-0.006, 0.006)
    falling = 1 + np.tanh(rng.uniform(25, 90) * (difference - limit))
    return np.where(difference > limit, 1, falling).astype(np.float32)


def fewer_colours(bgr, count, rng):
    lab = cv2.cvtColor(bgr, cv2.COLOR_BGR2LAB).reshape(-1, 3).astype(np.float32)
    some = lab[rng.integers(len(lab), size=min(1200, len(lab)))]
    cv2.setRNGSeed(int(rng.integers(1 << 30)))
    stop = (cv2.TERM_CRITERIA_MAX_ITER + cv2.TERM_CRITERIA_EPS, 8, 1.0)
    _, _, centres = cv2.kmeans(some, count, None, stop, 1, cv2.KMEANS_RANDOM_CENTERS)
    nearest = (lab @ (-2 * centres.T) + (centres * centres).sum(axis=1)).argmin(axis=1)
    return cv2.cvtColor(pixels(centres)[nearest].reshape(bgr.shape), cv2.COLOR_LAB2BGR)


def saturated(bgr, factor):
    colours = np.asarray(bgr, np.float32)
    grey = colours.mean(axis=2, keepdims=True)
    return pixels(grey + factor * (colours - grey))


def patches(bgr, radius):
    """Each pixel the mean of the evenest of the four squares it is a corner of (Kuwahara)."""
    colours = bgr.astype(np.float32)
    size = (radius + 1, radius + 1)
    least, out = None, None
    for anchor in ((0, 0), (0, radius), (radius, 0), (radius, radius)):
        mean = cv2.blur(colours, size, anchor=anchor, borderType=cv2.BORDER_REFLECT)
        square = cv2.blur(colours * colours, size, anchor=anchor, borderType=cv2.BORDER_REFLECT)
        variance = (square - mean * mean).sum(axis=2)
        if least is None:
            least, out = variance, mean
        else:
            less = variance < least
            least = np.where(less, variance, least)
            out = np.where(less[..., None], mean, out)
    return out


def relief(height, rng, depth):
    """Light from one side on a surface, about 1."""
    across, down = cv2.Sobel(height, cv2.CV_32F, 1, 0), cv2.Sobel(height, cv2.CV_32F, 0, 1)
    angle = rng.uniform(0, 2 * np.pi)
    return 1 + depth * (np.cos(angle) * across + np.sin(angle) * down)


def smooth_noise(shape, sigma, rng):
    return cv2.GaussianBlur(rng.standard_normal(shape).astype(np.float32), (0, 0), sigma)
