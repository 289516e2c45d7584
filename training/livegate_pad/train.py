"""python -m livegate_pad.train --faces DIR --out DIR: pictures in, livegate-pad.onnx and card out."""

import json
import pathlib

import torch

from common import export, faces, options, tables
from livegate_pad import card, dataset, features, fit, model

SAMPLES, VALIDATION = 16000, 2400
SEED = 1


def main():
    given = _options()
    out = pathlib.Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.workers)
    torch.set_flush_denormal(True)

    pictures = faces.load(given.faces, given.finder, given.terms)
    rooms = faces.rooms(given.faces)
    train = dataset.Samples([p for p in pictures if not p.held_back], rooms, given.seed)
    held_back = dataset.Samples([p for p in pictures if p.held_back], rooms, given.seed + 1)
    print(f"{len(pictures)} faces")

    trunk = model.Trunk(given.trunk)
    example = torch.from_numpy(features.pixels([held_back.sample(i)[0] for i in range(16)]))
    export.to_onnx(trunk, out / "trunk.onnx", example, _free_batch("features"))
    learned_from = features.table(train, given.samples, out / "trunk.onnx", given.workers)
    validated_on = features.table(held_back, given.validation, out / "trunk.onnx", given.workers)

    head = fit.head(learned_from, given.seed)
    figures = fit.figures(validated_on, fit.probabilities(head, validated_on.features), given.seed)
    net = model.PadNet(trunk, head).eval()
    path = out / "livegate-pad.onnx"
    export.to_onnx(net, path, example, _free_batch("live"))
    figures["difference"] = export.require_agreement(net, path, example.numpy())
    figures["terms"] = given.terms
    figures["seed"] = given.seed
    figures["samples"] = given.samples
    figures["pictures"] = tables.counts(pictures)
    (out / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (out / "livegate-pad.md").write_text(card.text(figures), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def _free_batch(output):
    return {"input": {0: "batch"}, output: {0: "batch"}}


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
