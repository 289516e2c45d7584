"""Counts how many of the teacher's faces a finder finds, and how far off."""

import dataclasses

import numpy as np

from common import intervals
from livegate_face import fit, maps, teacher

NARROW = 24  # pixels of the canvas


@dataclasses.dataclass
class Tally:
    """Of faces that are there: how many were found, how far off; and how often one was found elsewhere."""

    faces: int = 0
    found: int = 0
    false: int = 0
    overlaps: list = dataclasses.field(default_factory=list)
    points: list = dataclasses.field(default_factory=list)

    def take(self, face, find):
        """find: what was found of that face, or None."""
        self.faces += 1
        if find is not None:
            self.found += 1
            self.overlaps.append(maps.overlap(find.box, face.box))
            apart = np.linalg.norm(find.points - face.points, axis=1).mean()
            self.points.append(apart / maps.width(face))

    def figures(self):
        return {
            "faces": self.faces,
            "found": self.found,
            "interval": intervals.wilson(self.found, self.faces),
            "false": self.false,
            "overlap": float(np.median(self.overlaps or [np.nan])),
            "points": float(np.median(self.points or [np.nan])),
        }


def compare(there, found, maybe, tallies):
    """Counts one canvas: there are faces, of which some are found; a find of what `maybe` is one is no error.

    tallies: of faces that are narrow, and of those that are wide
    """
    free = list(found)
    for face in there:
        best = max(free, key=lambda f: maps.overlap(f.box, face.box), default=None)
        if best is None or maps.overlap(best.box, face.box) < 0.5:
            best = None
        else:
            free.remove(best)
        tallies[_size(face)].take(face, best)
    for find in free:
        if all(maps.overlap(find.box, m.box) < maps.MAX_OVERLAP for m in maybe):
            tallies[_size(find)].false += 1


def _size(face):
    return "narrow" if maps.width(face) < NARROW else "wide"


def held_back(path, canvases, teaching, count, seed):
    """Of the model in the file, and of the teacher itself on what the pupil sees: by size of face."""
    tallies = {who: {"narrow": Tally(), "wide": Tally()} for who in ("pupil", "teacher")}
    pupil = teacher.Teacher(path)
    seen = number = 0
    while seen < count:
        drawn = fit.batch(canvases, number, seed)
        number += 1
        seen += len(drawn)
        side = drawn[0].clean.shape[0]
        clean = teaching.outputs([c.clean for c in drawn])
        degraded = [c.seen for c in drawn]
        answers = {"pupil": pupil.outputs(degraded), "teacher": teaching.outputs(degraded)}
        for i in range(len(drawn)):
            there = _faces(clean, i, side, maps.MIN_SCORE)
            maybe = _faces(clean, i, side, maps.MIN_SCORE / 2)
            for who, outputs in answers.items():
                compare(there, _faces(outputs, i, side, maps.MIN_SCORE), maybe, tallies[who])
    return {
        "canvases": seen,
        **{who: {s: t.figures() for s, t in sizes.items()} for who, sizes in tallies.items()},
    }


def _faces(outputs, i, side, least):
    return maps.faces({name: values[i] for name, values in outputs.items()}, side // 8, least)
