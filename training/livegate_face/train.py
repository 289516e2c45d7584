"""python -m livegate_face.train --faces DIR --out DIR: pictures in, livegate-face.onnx and card out."""

import json
import pathlib

import cv2
import torch

from common import export, faces, options, tables
from livegate_face import canvas, card, figures, fit, maps, model, teacher

STEPS, VALIDATION = 4400, 2000
SEED = 1
LONG_SIDE = 360  # pictures are kept no larger: the widest face is 270 pixels, and all lie in memory


def main():
    given = _options()
    out = pathlib.Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(given.seed)

    pictures = faces.load(given.faces, given.teacher, given.terms, LONG_SIDE)
    rooms = faces.rooms(given.faces)
    learned = [p for p in pictures if not p.held_back]
    held_back = [p for p in pictures if p.held_back]
    learned_rooms = [room for i, room in enumerate(rooms) if i % faces.HELD_BACK]
    print(f"{len(pictures)} faces, {len(rooms)} pictures without", flush=True)

    teaching = teacher.Teacher(given.teacher)
    net = fit.learn(
        model.FaceNet().to(memory_format=torch.channels_last),
        canvas.Canvases(learned, learned_rooms, given.seed),
        teaching,
        given.steps,
        given.seed,
        out / "checkpoint.pt",
    )
    finder = model.Finder(net).eval()
    path = out / "livegate-face.onnx"
    validation = canvas.Canvases(held_back, rooms[:: faces.HELD_BACK], given.seed + 1)
    example = teacher.pixels([validation.canvas(i, 160).seen for i in range(16)])
    export.to_onnx(finder, path, torch.from_numpy(example), AXES)
    measured = {
        "difference": export.require_agreement(finder, path, example),
        "parameters": sum(p.numel() for p in net.parameters()),
        "terms": given.terms,
        "seed": given.seed,
        "steps": given.steps,
        "rooms": len(learned_rooms),
        "pictures": tables.counts(pictures),
        "held back": figures.held_back(path, validation, teaching, given.validation, given.seed + 1),
    }
    (out / "figures.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    (out / "livegate-face.md").write_text(card.text(measured), encoding="utf-8")
    print(json.dumps(measured, indent=1))


AXES = {
    "input": {0: "batch", 2: "height", 3: "width"},
    **{name: {0: "batch", 1: f"cells_{name.split('_')[1]}"} for name in maps.NAMES},
}


def _options():
    made = options.parser(__doc__, SEED)
    made.add_argument("--steps", type=int, default=STEPS, help=f"up to {fit.CYCLE}")
    made.add_argument("--validation", type=int, default=VALIDATION, help="canvases")
    given = made.parse_args()
    given.teacher = options.model(made, given, "yunet/yunet_n_dynamic.onnx")
    return given


if __name__ == "__main__":
    main()
