"""python -m unittest discover -s tests   (from this folder)"""

import pathlib
import tempfile
import unittest

import numpy as np
import torch

from common import export, faces
from livegate_face import canvas, figures, fit, maps, model, teacher, train


def picture(source="here"):
    """A white face on a grey ground."""
    bgr = np.full((120, 100, 3), 90, np.uint8)
    bgr[30:90, 20:70] = 255
    return faces.Picture(bgr, (20.0, 30.0, 50.0, 60.0), source, None, False)


def rooms():
    return [np.random.default_rng(5).integers(0, 256, (90, 140, 3)).astype(np.uint8)]


def no_face(side):
    """What a teacher answers to one empty canvas."""
    widths = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
    return {
        name: np.zeros((1, (side // int(stride)) ** 2, widths[kind]), np.float32)
        for name in maps.NAMES
        for kind, stride in [name.split("_")]
    }


class Scripted(teacher.Teacher):
    def __init__(self, outputs):
        self.scripted = outputs

    def outputs(self, bgr):
        return self.scripted


class CanvasTest(unittest.TestCase):
    def test_the_same_numbers_give_the_same_canvas_and_others_another(self):
        drawn = canvas.Canvases([picture()], rooms(), 3)
        first, same, other = (drawn.canvas(n, 128) for n in (1, 1, 2))
        np.testing.assert_array_equal(first.clean, same.clean)
        np.testing.assert_array_equal(first.seen, same.seen)
        self.assertFalse((first.seen == other.seen).all())

    def test_canvases_with_and_without_faces_are_drawn_and_said_to_be_so(self):
        drawn = canvas.Canvases([picture()], [], 3)
        faceless = [drawn.canvas(n, 128).faceless for n in range(40)]
        self.assertTrue(any(faceless) and not all(faceless))

    def test_a_face_lands_where_and_as_wide_as_it_is_wanted(self):
        given = picture()
        for bgr, box in ((given.bgr, given.box), canvas._mirrored(given)):
            pose, bgr = canvas._pose(bgr, box, 25, (64, 40), np.random.default_rng(0))
            scale = 25 / given.box[2]
            middle = [(box[0] + box[2] / 2) * scale, (box[1] + box[3] / 2) * scale, 1]
            np.testing.assert_allclose(pose @ middle, (64, 40), atol=1e-6)
            self.assertAlmostEqual(np.sqrt(abs(np.linalg.det(pose[:, :2]))), 1, delta=0.05)
            self.assertEqual(bgr.shape[1], round(100 * scale))

    def test_what_a_letterbox_adds_is_black_for_teacher_and_pupil(self):
        drawn = canvas.Canvases([picture()], rooms(), 3)
        letterboxed = 0
        for number in range(30):
            made = drawn.canvas(number, 128)
            if not made.clean[-1].any():
                letterboxed += 1
                self.assertFalse(made.seen[-1].any())
        self.assertGreater(letterboxed, 3)


class MapsTest(unittest.TestCase):
    def test_a_cell_becomes_the_box_and_points_that_the_java_decoder_makes_of_it(self):
        outputs = {name: values[0] for name, values in no_face(320).items()}
        outputs["cls_16"][45], outputs["obj_16"][45] = 0.9, 0.4
        outputs["bbox_16"][45] = (0.5, -0.25, np.log(4), np.log(6))
        outputs["kps_16"][45] = np.arange(10) / 10
        (face,) = maps.faces(outputs, 40, 0.59)
        self.assertAlmostEqual(face.score, 0.6, places=5)
        np.testing.assert_allclose(face.box, (56, -20, 120, 76), atol=1e-3)
        np.testing.assert_allclose(face.points[1], (83.2, 36.8), atol=1e-3)

    def test_of_overlapping_faces_the_surest_stays(self):
        outputs = {name: values[0] for name, values in no_face(128).items()}
        for cell, score in ((0, 0.7), (1, 0.9)):
            outputs["cls_32"][cell] = outputs["obj_32"][cell] = score
            outputs["bbox_32"][cell] = (-cell, 0, 1, 1)
        self.assertEqual([f.score for f in maps.faces(outputs, 16)], [np.float32(0.9)])


class TeacherTest(unittest.TestCase):
    def test_a_doubtful_find_on_a_canvas_without_faces_is_not_taught_and_a_sure_one_is(self):
        empty = canvas.Canvas(np.zeros((64, 64, 3), np.uint8), np.zeros((64, 64, 3), np.uint8), True)
        for score, taught in ((0.7, 0), (0.9, 0.9)):
            outputs = no_face(64)
            outputs["cls_8"][0, 5] = outputs["obj_8"][0, 5] = score
            wanted = Scripted(outputs).wanted([empty])
            self.assertAlmostEqual(float(wanted[0].score.max()), taught, places=5)


class ModelTest(unittest.TestCase):
    def test_it_is_exported_with_yunets_tensors_for_any_size_and_agrees_with_pytorch(self):
        torch.manual_seed(1)
        finder = model.Finder(model.FaceNet()).eval()
        rng = np.random.default_rng(1)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "finder.onnx"
            example = rng.uniform(0, 255, (2, 3, 128, 160)).astype(np.float32)
            export.to_onnx(finder, path, torch.from_numpy(example), train.AXES)
            self.assertLess(path.stat().st_size, 500_000)
            other = rng.uniform(0, 255, (1, 3, 96, 64)).astype(np.float32)
            for pixels in (example, other):
                self.assertLess(export.require_agreement(finder, path, pixels), export.AGREEMENT)
            session = export.session(path)
            self.assertEqual([o.name for o in session.get_outputs()], maps.NAMES)
            widths = [o.shape[2] for o in session.get_outputs()]
            self.assertEqual(widths, [1] * 6 + [4] * 3 + [10] * 3)  # a card says them
            shapes = [values.shape for values in session.run(None, {"input": other})]
            self.assertEqual(shapes[:3], [(1, 96, 1), (1, 24, 1), (1, 6, 1)])
            self.assertEqual(shapes[-1], (1, 6, 10))

    def test_nothing_is_farther_from_the_teacher_than_it_is_itself(self):
        outputs = no_face(64)
        outputs["cls_8"][0, 5] = outputs["obj_8"][0, 5] = 0.9
        canvases = [canvas.Canvas(*(np.zeros((64, 64, 3), np.uint8),) * 2, False)]
        wanted = Scripted(outputs).wanted(canvases)
        right = [
            torch.cat([torch.logit(w.score, 1e-6)[..., None].expand(-1, -1, 2), w.box, w.points], 2)
            for w in wanted
        ]
        least = float(fit.loss(right, wanted))
        self.assertLess(least, 1e-4)
        for value in range(16):
            wrong = [cells.clone() for cells in right]
            wrong[0][0, 5, value] += 1
            self.assertGreater(float(fit.loss(wrong, wanted)), least + 1e-4, value)


class TallyTest(unittest.TestCase):
    def test_faces_found_missed_and_invented_are_counted(self):
        def face(left):
            box = np.array([left, 0, left + 10, 10], float)
            return maps.Face(box, np.full((5, 2), left, float), 0.9)

        tallies = {"narrow": figures.Tally(), "wide": figures.Tally()}
        figures.compare([face(0), face(50)], [face(1), face(100)], [face(0), face(50)], tallies)
        counted = tallies["narrow"].figures()
        self.assertEqual((counted["faces"], counted["found"], counted["false"]), (2, 1, 1))
        self.assertAlmostEqual(counted["points"], np.sqrt(2) / 10)


if __name__ == "__main__":
    unittest.main()
