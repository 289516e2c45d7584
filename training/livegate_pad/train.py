"""python -m livegate_pad.train --faces DIR --out DIR: pictures in, livegate-pad.onnx and card out."""

import json
import pathlib

import torch

from common import export, faces, features, head, options, tables, trunk
from livegate_pad import card, dataset

SAMPLES, VALIDATION = 16000, 2400
SEED = 1


def main():
    given = _options()
    out = pathlib.Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)  # so that the number of workers changes nothing
    torch.set_flush_denormal(True)

    pictures = faces.load(given.faces, given.finder, given.terms)
    rooms = faces.rooms(given.faces)
    train = dataset.Samples([p for p in pictures if not p.held_back], rooms, given.seed)
    held_back = dataset.Samples([p for p in pictures if p.held_back], rooms, given.seed + 1)
    print(f"{len(pictures)} faces")

    seeing = trunk.Trunk(given.trunk)
    example = torch.from_numpy(features.pixels([held_back.sample(i)[0] for i in range(16)]))
    export.to_onnx(seeing, out / "trunk.onnx", example, export.free_batch("features"))
    learned_from = features.table(train, given.samples, out / "trunk.onnx", given.workers)
    validated_on = features.table(held_back, given.validation, out / "trunk.onnx", given.workers)

    learned = head.learned(learned_from, given.seed)
    scores = head.probabilities(learned, validated_on.features)
    figures = head.figures(validated_on, scores, given.seed)
    net = trunk.ScoreNet(seeing, learned).eval()
    path = out / "livegate-pad.onnx"
    export.to_onnx(net, path, example, export.free_batch("live"))
    figures["difference"] = export.require_agreement(net, path, example.numpy())
    figures["terms"] = given.terms
    figures["seed"] = given.seed
    figures["samples"] = given.samples
    figures["pictures"] = tables.counts(pictures)
    (out / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (out / "livegate-pad.md").write_text(card.text(figures), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def _options():
    made = options.parser(__doc__, SEED)
    made.add_argument("--samples", type=int, default=SAMPLES)
    made.add_argument("--validation", type=int, default=VALIDATION)
    made.add_argument("--workers", type=int, default=2, help="processes that make samples")
    given = made.parse_args()
    given.finder = options.model(made, given, "yunet/yunet_n_dynamic.onnx")
    given.trunk = options.model(made, given, "minifasnet/MiniFASNetV2_2.7_80x80.onnx")
    return given


if __name__ == "__main__":
    main()
