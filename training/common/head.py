"""Learns the head from a table of features, and says how well it does."""

import numpy as np
import torch
from torch.nn import functional

from common import intervals, trunk

EPOCHS = 8
BATCH = 128
RATE = 1e-3
DECAY = 1e-2
SMOOTHING = 0.05
BOOTSTRAP = 1000


def learned(table, seed):
    """AdamW over shuffled batches, one cycle of the learning rate."""
    torch.manual_seed(seed)
    features = torch.from_numpy(table.features)
    wanted = torch.from_numpy(table.genuine) * (1 - SMOOTHING) + SMOOTHING / 2
    net = trunk.Head(features.mean(0), features.std(0) + 1e-3)
    steps = EPOCHS * (len(features) // BATCH)
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, steps)
    net.train()
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(features))[: steps // EPOCHS * BATCH].split(BATCH):
            odds = net(features[chosen])[:, 0]
            loss = functional.binary_cross_entropy_with_logits(odds, wanted[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def probabilities(net, features):
    with torch.no_grad():
        return torch.sigmoid(net(torch.from_numpy(features)))[:, 0].numpy()


def auc(genuine, attacks):
    """Share of pairs in which the genuine one scores higher (Mann-Whitney), ties half."""
    order = np.sort(attacks)
    below = np.searchsorted(order, genuine, "left")
    equal = np.searchsorted(order, genuine, "right") - below
    return float((below + equal / 2).mean() / len(attacks))


def figures(table, scores, seed, limit=0.5):
    """Per kind of attack and per source of genuine faces, each with n and a 95 % interval.

    limit: scores below it take a face for an attack
    """
    rng = np.random.default_rng(seed)
    genuine = scores[table.kinds == "live"]
    kinds = {}
    for kind in sorted(set(table.kinds) - {"live"}):
        attacks = scores[table.kinds == kind]
        drawn = [
            auc(rng.choice(genuine, len(genuine)), rng.choice(attacks, len(attacks)))
            for _ in range(BOOTSTRAP)
        ]
        interval = [float(v) for v in np.quantile(drawn, [0.025, 0.975])]
        found = int((attacks < limit).sum())
        kinds[kind] = {
            "n": len(attacks),
            "auc": auc(genuine, attacks),
            "interval": interval,
            "found": found,
        }
    sources = {}
    for source in sorted(set(table.sources[table.kinds == "live"])):
        of_source = scores[(table.kinds == "live") & (table.sources == source)]
        wrong = int((of_source < limit).sum())
        interval = intervals.wilson(wrong, len(of_source))
        sources[source] = {"n": len(of_source), "wrong": wrong, "interval": interval}
    return {"genuine": len(genuine), "kinds": kinds, "sources": sources}
