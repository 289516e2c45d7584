"""The last step of every sample, genuine or not: the camera, then the model's size."""

import cv2

from common import camera

SIDE = 80


def shoot(bgr, rng):
    return cv2.resize(camera.degrade(bgr, rng), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
