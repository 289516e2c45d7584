"""python -m unittest discover -s tests   (from this folder)"""

import pathlib
import re
import unittest

import numpy as np

from common import crop
from livegate_pad import attacks, camera, scene

KINDS = pathlib.Path(__file__).parents[2] / "frame-ingest/src/main/java/io/livegate/ingest/attack"


def portrait():
    y, x = np.mgrid[0:240, 0:320]
    return np.stack([x * 0.7, y, 128 + 60 * np.sin(x / 9)], axis=2).clip(0, 255).astype(np.uint8)


BOX = (110.0, 60.0, 90.0, 110.0)


class AttacksTest(unittest.TestCase):
    def test_the_same_seed_gives_the_same_pixels_and_another_seed_others(self):
        for make, room in (
            (attacks.genuine, ()),
            (attacks.printed, (portrait(),)),
            (attacks.replayed, (None,)),
        ):
            first, same, other = (
                make(portrait(), BOX, 1.8, np.random.default_rng(seed), *room) for seed in (7, 7, 8)
            )
            np.testing.assert_array_equal(first, same)
            self.assertFalse(first.shape == other.shape and (first == other).all())

    def test_every_range_is_the_half_of_the_attack_pack_that_a_fit_may_see(self):
        for name, ranges in (("Print", attacks.SEEN_PRINT), ("Replay", attacks.SEEN_REPLAY)):
            text = (KINDS / f"{name}Attack.java").read_text(encoding="utf-8")
            whole = re.findall(r'number\("(\w+)", (-?[\d.]+), (-?[\d.]+)\)', text)
            limits = {name: (float(low), float(high)) for name, low, high in whole}
            for parameter, (low, high) in ranges.items():
                least, most = limits[parameter]
                self.assertGreaterEqual(low, least, parameter)
                self.assertLessEqual(high, (least + most) / 2 + 1e-9, parameter)

    def test_a_plane_that_faces_the_camera_at_scale_one_is_the_picture(self):
        pose = scene.plane_to_picture(320, 240, 1, 0, 0, 0, (0, 0))
        for moved, box in zip(scene.transform_box(pose, BOX), BOX):
            self.assertAlmostEqual(moved, box, places=3)

    def test_a_window_lies_in_the_picture_and_round_the_face(self):
        window = crop.shifted_box((250, 10, 60, 80), 320, 240, 2.7)
        self.assertTrue(0 <= window.left <= 250 and window.left + window.width <= 320)
        self.assertTrue(0 <= window.top <= 10 and window.top + window.height <= 240)

    def test_a_print_has_less_contrast_than_what_is_printed(self):
        rng = np.random.default_rng(3)
        real = attacks.genuine(portrait(), BOX, 1.2, rng).std()
        self.assertLess(attacks.printed(portrait(), BOX, 1.2, rng, None).std(), real)

    def test_the_camera_gives_the_models_size(self):
        shot = camera.shoot(portrait(), np.random.default_rng(1))
        self.assertEqual(shot.shape, (camera.SIDE, camera.SIDE, 3))


if __name__ == "__main__":
    unittest.main()
