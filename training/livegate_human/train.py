"""python -m livegate_human.train --faces DIR --out DIR: pictures in, livegate-human.onnx and card out."""

import json
import pathlib

import numpy as np
import torch

from common import export, faces, features, head, intervals, options, tables, trunk
from livegate_human import card, dataset

SAMPLES, VALIDATION, PER_GROUP = 8000, 6000, 400
SEED = 1
LONG_SIDE = 380  # pictures are kept no larger: faces are drawn at 130 pixels at most

# Of held-back people so many fall below even odds.
DENIED, ANSWER = 0.001, 0.5


def main():
    given = _options()
    out = pathlib.Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)  # so that the number of workers changes nothing
    torch.set_flush_denormal(True)

    pictures = [p for p in faces.load(given.faces, given.finder, given.terms, LONG_SIDE) if not p.attack]
    rooms = faces.rooms(given.faces)
    learned_rooms = [room for i, room in enumerate(rooms) if i % faces.HELD_BACK]
    held_back = [p for p in pictures if p.held_back]
    train = dataset.Samples([p for p in pictures if not p.held_back], learned_rooms, given.seed)
    other_rooms = rooms[:: faces.HELD_BACK]
    validation = dataset.Samples(held_back, other_rooms, given.seed + 1)
    print(f"{len(pictures)} faces, {len(rooms)} pictures without", flush=True)

    seeing = trunk.Trunk(given.trunk)
    example = torch.from_numpy(features.pixels([validation.sample(i)[0] for i in range(16)]))
    seen = out / "trunk.onnx"
    export.to_onnx(seeing, seen, example, export.free_batch("features"))
    learned_from = features.table(train, given.samples, seen, given.workers)
    validated_on = features.table(validation, given.validation, seen, given.workers)

    learned = at_operating_point(head.learned(learned_from, given.seed), validated_on)
    net = trunk.ScoreNet(seeing, learned).eval()
    path = out / "livegate-human.onnx"
    export.to_onnx(net, path, example, export.free_batch("human"))

    figures = _figures(learned, validated_on, given.seed)
    figures["difference"] = export.require_agreement(net, path, example.numpy())
    figures["groups"] = {}
    for group in sorted({p.group for p in held_back if p.group}):
        own = [p for p in held_back if p.group == group]
        of_group = dataset.Samples(own, other_rooms, given.seed + 2)
        table = features.table(of_group, given.per_group, seen, given.workers)
        figures["groups"][group] = {"faces": len(own), **_figures(learned, table, given.seed)["all"]}
    figures["left out"] = {
        kind: _left_out(learned_from, validated_on, kind, given.seed)
        for kind in sorted(set(validated_on.kinds) - {"live"})
    }
    figures["terms"] = given.terms
    figures["seed"] = given.seed
    figures["samples"] = given.samples
    figures["rooms"] = len(learned_rooms)
    figures["pictures"] = tables.counts(pictures)
    (out / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (out / "livegate-human.md").write_text(card.text(figures), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def at_operating_point(learned, table):
    """The head with its answers moved so that of the people in the table DENIED fall below ANSWER."""
    people = head.probabilities(learned, table.features)[table.kinds == "live"]
    learned.shift(_log_odds(ANSWER) - _log_odds(np.quantile(people, DENIED)))
    return learned


def _figures(learned, table, seed):
    """All kinds together and each alone, and people by source: n, AUC, who falls below ANSWER."""
    scores = head.probabilities(learned, table.features)
    measured = head.figures(table, scores, seed, ANSWER)
    people, others = scores[table.kinds == "live"], scores[table.kinds != "live"]
    denied = int((people < ANSWER).sum())
    measured["all"] = {
        "people": len(people),
        "denied": denied,
        "interval": intervals.wilson(denied, len(people)),
        "others": len(others),
        "found": int((others < ANSWER).sum()),
        "auc": head.auc(people, others),
    }
    return measured


def _left_out(learned_from, validated_on, kind, seed):
    """AUC of a kind by a head that has not seen it."""
    without = head.learned(learned_from.where(learned_from.kinds != kind), seed)
    chosen = validated_on.where(np.isin(validated_on.kinds, ("live", kind)))
    scores = head.probabilities(without, chosen.features)
    return head.figures(chosen, scores, seed)["kinds"][kind]


def _log_odds(probability):
    return float(np.log(probability / (1 - probability)))


def _options():
    made = options.parser(__doc__, SEED)
    made.add_argument("--samples", type=int, default=SAMPLES)
    made.add_argument("--validation", type=int, default=VALIDATION)
    made.add_argument("--per-group", type=int, default=PER_GROUP)
    made.add_argument("--workers", type=int, default=2, help="processes that make samples")
    given = made.parse_args()
    given.finder = options.model(made, given, "yunet/yunet_n_dynamic.onnx")
    given.trunk = options.model(made, given, "minifasnet/MiniFASNetV2_2.7_80x80.onnx")
    return given


if __name__ == "__main__":
    main()
