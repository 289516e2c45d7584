"""What the trunk sees of samples. It is frozen, so each sample passes through it only once."""

import concurrent.futures
import dataclasses
import multiprocessing

import cv2
import numpy as np

from common import export

BATCH = 32


@dataclasses.dataclass(frozen=True)
class Table:
    """features: n x d float32; genuine: n, 1 or 0; kinds and sources: n words."""

    features: np.ndarray
    genuine: np.ndarray
    kinds: np.ndarray
    sources: np.ndarray

    def where(self, chosen):
        """The rows for which an array of n booleans is true."""
        fields = self.features, self.genuine, self.kinds, self.sources
        return Table(*(values[chosen] for values in fields))


def table(samples, count, trunk, workers):
    """The first `count` samples through the trunk (path of its ONNX file)."""
    starts = range(0, count, BATCH)
    context = multiprocessing.get_context("fork")
    with concurrent.futures.ProcessPoolExecutor(
        workers, context, initializer=_open, initargs=(samples, trunk)
    ) as pool:
        parts = []
        for part in pool.map(_batch, [(start, min(count, start + BATCH)) for start in starts]):
            parts.append(part)
            if len(parts) % 20 == 0:
                print(f"  {len(parts) * BATCH} of {count} samples", flush=True)
    features, kinds, sources = zip(*parts)
    kinds = np.concatenate(kinds)
    genuine = (kinds == "live").astype(np.float32)
    return Table(np.concatenate(features), genuine, kinds, np.concatenate(sources))


def pixels(bgr):
    """Pictures as the trunk takes them: n x 3 x side x side, float32, 0..255."""
    return np.stack(bgr).transpose(0, 3, 1, 2).astype(np.float32)


_held = {}


def _open(samples, trunk):
    cv2.setNumThreads(0)
    _held["samples"], _held["session"] = samples, export.session(trunk)


def _batch(limits):
    made = [_held["samples"].sample(index) for index in range(*limits)]
    bgr, kinds, sources = zip(*made)
    features = _held["session"].run(None, {"input": pixels(bgr)})[0]
    return features, np.array(kinds), np.array(sources)
