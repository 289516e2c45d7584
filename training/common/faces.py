"""The pictures that are learned from: what the manifest says of them, their pixels and faces."""

import csv
import dataclasses
import hashlib
import pathlib

import cv2
import numpy as np

FINDER_CONFIDENCE = 0.6
DARK = 12  # brightest a padded border gets after JPEG
HELD_BACK = 5  # one person in so many is validated on and never trained on


@dataclasses.dataclass(frozen=True)
class Picture:
    """One face.

    bgr: height x width x 3, uint8
    box: x, y, width, height of the face in pixels, as YuNet gives it
    source: the folder it comes from, e.g. "utkface"
    attack: None for a genuine face, else "print" or "replay"
    held_back: whether it is kept for validation
    points: 5 x 2, in pixels: eyes, nose, corners of the mouth, those on the picture's left first
    group: what the source calls the person's race; None where it does not say
    """

    bgr: np.ndarray
    box: tuple
    source: str
    attack: str | None
    held_back: bool
    points: np.ndarray | None = None
    group: str | None = None


def load(folder, finder, terms, longest=None):
    """All faces below `folder` whose terms allow it; pictures without a found face are left out.

    finder: path of YuNet's ONNX file
    terms: "free" or "all"
    longest: larger pictures are kept with their long side shrunk to so many pixels
    """
    folder = pathlib.Path(folder)
    detector = cv2.FaceDetectorYN.create(str(finder), "", (320, 320), FINDER_CONFIDENCE)
    pictures = []
    with open(folder / "MANIFEST.csv", newline="", encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest):
            kind, source = row["path"].split("/")[:2]
            if kind not in ("real-faces", "attacks") or (terms == "free" and row["terms"] != "free"):
                continue
            bgr = _without_padding(cv2.imread(str(folder / row["path"]), cv2.IMREAD_COLOR))
            face = _largest_face(detector, bgr)
            if face is not None:
                attack = _attack(source) if kind == "attacks" else None
                bgr, (box, points) = _shrunk(bgr, face, longest)
                who = _held_back(row), points, _group(row)
                pictures.append(Picture(bgr, box, _origin(source), attack, *who))
    return pictures


def rooms(folder):
    """Pictures without a face, for what is behind a sheet or a screen: a list of bgr."""
    paths = sorted((pathlib.Path(folder) / "no-face").rglob("*.jpg"))
    return [cv2.imread(str(path), cv2.IMREAD_COLOR) for path in paths]


def _origin(source):
    return "casia-fasd" if source.startswith("casia-fasd") else source


def _attack(source):
    return "replay" if source.endswith("replay") else "print"


def _held_back(row):
    """By person where one is named (a subject's genuine and attack frames together), else by file."""
    person = row["identity"].split(";")[0]
    if not person or person.startswith("age="):
        person = row["sha256"]
    return int(hashlib.sha256(person.encode()).hexdigest(), 16) % HELD_BACK == 0


def _group(row):
    said = [part[5:] for part in row["identity"].split(";") if part.startswith("race=")]
    return said[0] if said else None


def _without_padding(bgr):
    """Cuts black bars off: in some sources they stand more often round attacks than round faces."""
    bright = bgr.max(axis=2) > DARK
    rows = np.flatnonzero(bright.mean(axis=1) > 0.05)
    columns = np.flatnonzero(bright.mean(axis=0) > 0.05)
    if len(rows) == 0 or len(columns) == 0:
        return bgr
    inset = 2 if len(rows) < bgr.shape[0] or len(columns) < bgr.shape[1] else 0
    top, bottom = rows[0] + inset, rows[-1] + 1 - inset
    left, right = columns[0] + inset, columns[-1] + 1 - inset
    return np.ascontiguousarray(bgr[top:bottom, left:right])


def _largest_face(detector, bgr):
    """Box and points in pixels of the picture; found in one of long side 320, as at run time."""
    height, width = bgr.shape[:2]
    scale = 320 / max(height, width)
    small = cv2.resize(bgr, None, fx=scale, fy=scale)
    detector.setInputSize((small.shape[1], small.shape[0]))
    _, found = detector.detect(small)
    if found is None:
        return None
    largest = max(found, key=lambda face: face[2] * face[3])
    points = largest[4:14].reshape(5, 2).astype(float) / scale
    return tuple(float(v) / scale for v in largest[:4]), points


def _shrunk(bgr, face, longest):
    scale = min(1.0, (longest or np.inf) / max(bgr.shape[:2]))
    if scale == 1:
        return bgr, face
    small = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    box, points = face
    return small, (tuple(v * scale for v in box), points * scale)
