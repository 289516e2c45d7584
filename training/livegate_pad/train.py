"""python -m livegate_pad.train --faces DIR --out DIR: pictures in, livegate-pad.onnx and card out."""

import argparse
import collections
import json
import pathlib

import torch

from livegate_pad import card, dataset, export, faces, features, fit, model

SAMPLES, VALIDATION = 16000, 2400
SEED = 1


def main():
    options = _options()
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.workers)
    torch.set_flush_denormal(True)

    pictures = faces.load(options.faces, options.finder, options.terms)
    rooms = faces.rooms(options.faces)
    train = dataset.Samples([p for p in pictures if not p.held_back], rooms, options.seed)
    held_back = dataset.Samples([p for p in pictures if p.held_back], rooms, options.seed + 1)
    print(f"{len(pictures)} faces")

    trunk = model.Trunk(options.trunk)
    example = torch.from_numpy(features.pixels([held_back.sample(i)[0] for i in range(16)]))
    export.to_onnx(trunk, out / "trunk.onnx", example, "features")
    learned_from = features.table(train, options.samples, out / "trunk.onnx", options.workers)
    validated_on = features.table(held_back, options.validation, out / "trunk.onnx", options.workers)

    head = fit.head(learned_from, options.seed)
    figures = fit.figures(validated_on, fit.probabilities(head, validated_on.features), options.seed)
    net = model.PadNet(trunk, head).eval()
    path = out / "livegate-pad.onnx"
    export.to_onnx(net, path, example, "live")
    difference = export.largest_difference(net, path, example.numpy())
    if difference > export.AGREEMENT:
        raise SystemExit(f"{path}: ONNX and PyTorch differ by {difference}, more than {export.AGREEMENT}")

    figures["difference"] = difference
    figures["terms"] = options.terms
    figures["seed"] = options.seed
    figures["samples"] = options.samples
    counts = collections.Counter(
        (p.source, p.attack or "genuine", "held back" if p.held_back else "learned from")
        for p in pictures
    )
    figures["pictures"] = [[*key, n] for key, n in sorted(counts.items())]
    (out / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (out / "livegate-pad.md").write_text(card.text(figures), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faces", required=True, help="folder with MANIFEST.csv and its pictures")
    parser.add_argument("--out", required=True, help="folder for the model, its card and figures")
    parser.add_argument("--terms", choices=("free", "all"), default="all")
    parser.add_argument("--models", help="mirror of the open models (default: models beside --faces)")
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--validation", type=int, default=VALIDATION)
    parser.add_argument("--workers", type=int, default=2, help="processes that make samples")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    models = pathlib.Path(options.models or pathlib.Path(options.faces).parent / "models")
    options.finder = models / "yunet/yunet_n_dynamic.onnx"
    options.trunk = models / "minifasnet/MiniFASNetV2_2.7_80x80.onnx"
    for file in (options.finder, options.trunk):
        if not file.is_file():
            parser.error(f"{file}: no such file; --models names the folder of the open models")
    return options


if __name__ == "__main__":
    main()
