"""How sure a figure is."""

import numpy as np


def wilson(hits, n):
    """95 % interval of a share."""
    z = 1.959964
    middle = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * np.sqrt(hits * (n - hits) / n + z * z / 4)
    return [float(max(0, middle - half)), float(min(1, middle + half))]
