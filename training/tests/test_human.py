"""python -m unittest discover -s tests   (from this folder)"""

import unittest

import numpy as np
import torch

from common import faces, features, head, trunk
from livegate_human import dataset, drawn, moulded, train

POINTS = np.array([[38.0, 45], [62, 45], [50, 58], [41, 72], [59, 72]])


def portrait():
    y, x = np.mgrid[0:120, 0:100]
    head_of_it = ((x - 50) / 30) ** 2 + ((y - 58) / 40) ** 2 < 1
    bgr = np.stack([60 + 0 * x, 90 + y / 2, 120 + x / 2], axis=2)
    bgr[head_of_it] = (140, 160, 200)
    for eye_x, eye_y in POINTS[:2]:
        bgr[((x - eye_x) ** 2 + (y - eye_y) ** 2) < 16] = 20
    return bgr.astype(np.uint8)


def picture(source="utkface", attack=None, bgr=None):
    box = (20.0, 18.0, 60.0, 80.0)
    return faces.Picture(portrait() if bgr is None else bgr, box, source, attack, False, POINTS)


def rooms():
    return [np.random.default_rng(5).integers(0, 256, (90, 140, 3)).astype(np.uint8)]


class DatasetTest(unittest.TestCase):
    def test_the_same_index_gives_the_same_sample_and_every_second_one_is_a_person(self):
        made = dataset.Samples([picture()], rooms(), 3)
        for index in range(8):
            first, same = made.sample(index), made.sample(index)
            np.testing.assert_array_equal(first[0], same[0])
            self.assertEqual(first[0].shape, (dataset.SIDE, dataset.SIDE, 3))
            self.assertEqual(first[1] == "live", index % 2 == 0)

    def test_attacks_are_not_learned_from(self):
        made = dataset.Samples(
            [picture(), picture("caltech-faces", "print", 0 * portrait())], rooms(), 3
        )
        self.assertEqual(list(made.by_source), ["utkface"])

    def test_every_style_changes_the_face_and_keeps_its_size(self):
        for style in dataset.STYLES:
            rng = np.random.default_rng(1)
            out = style(portrait(), POINTS, rng)
            self.assertEqual(out.shape, portrait().shape, style.__name__)
            self.assertEqual(out.dtype, np.uint8, style.__name__)
            changed = np.abs(out.astype(int) - portrait()).mean()
            self.assertGreater(changed, 2, style.__name__)

    def test_a_mirrored_face_keeps_its_left_eye_on_the_left(self):
        for seed in range(6):
            _, (x, _, w, _), points = dataset._face(picture(), np.random.default_rng(seed))
            self.assertLess(points[0, 0], points[1, 0])
            self.assertLess(points[3, 0], points[4, 0])
            self.assertTrue((points[:, 0] > x).all() and (points[:, 0] < x + w).all())

    def test_larger_eyes_are_darker_where_the_lids_were(self):
        grown = drawn.strokes.grown_eyes(portrait(), POINTS, 0.6)
        around = (slice(36, 54), slice(29, 47))
        self.assertLess(grown[around].mean(), portrait()[around].mean())

    def test_a_statue_has_one_colour(self):
        carved = moulded.statue(portrait(), POINTS, np.random.default_rng(4)).astype(float) + 1
        ratio = carved[..., 2] / carved[..., 0]
        self.assertLess(ratio.std() / ratio.mean(), 0.15)


class HeadTest(unittest.TestCase):
    def test_the_answers_are_moved_so_that_one_in_a_thousand_people_falls_below(self):
        rng = np.random.default_rng(2)
        genuine = (np.arange(4000) % 2 == 0).astype(np.float32)
        values = rng.normal(genuine[:, None] * 2, 1, (4000, 6)).astype(np.float32)
        kinds = np.where(genuine == 1, "live", "cel")
        table = features.Table(values, genuine, kinds, np.full(4000, "utkface"))
        learned = train.at_operating_point(head.learned(table, 1), table)
        people = head.probabilities(learned, values)[genuine == 1]
        self.assertEqual((people < train.ANSWER).sum(), 2)
        shown = head.figures(table, head.probabilities(learned, values), 1, train.ANSWER)
        self.assertEqual(shown["sources"]["utkface"]["wrong"], 2)

    def test_a_shift_moves_the_odds_and_nothing_else(self):
        net = trunk.Head(torch.zeros(3), torch.ones(3)).eval()
        before = net(torch.ones(1, 3))
        net.shift(1.5)
        moved = (net(torch.ones(1, 3)) - before).item()
        self.assertAlmostEqual(moved, 1.5, places=5)

    def test_chosen_rows_stay_together(self):
        table = features.Table(
            np.eye(3), np.array([1, 0, 1]), np.array(["a", "b", "c"]), np.array(["d", "e", "f"])
        )
        chosen = table.where(table.kinds != "b")
        self.assertEqual(list(chosen.sources), ["d", "f"])
        np.testing.assert_array_equal(chosen.features, np.eye(3)[[0, 2]])


if __name__ == "__main__":
    unittest.main()
