"""Learns the teacher's maps."""

import time

import numpy as np
import torch
from torch.nn import functional

from livegate_face import canvas, maps, teacher

BATCH_PIXELS = 16 * 160 * 160  # a batch is as many canvases of one size as make about so many
RATE = 4e-3
CYCLE = 6000  # steps of a whole cycle of the learning rate
COOLING = 800  # last steps, over which it falls to nothing wherever in the cycle they are
DECAY = 1e-3
LONGEST_STEP = 10.0  # of the gradient
CELL_FROM = 0.3  # cells of which the teacher is less sure teach no place
NEAR = 0.02  # of a face's size: errors below count by their square
BOX_WEIGHT, POINTS_WEIGHT = 5.0, 2.0
SAVE_EVERY = 100


def loss(found, wanted):
    """How far the pupil's cells (FaceNet) are from the teacher's (a list of Wanted).

    Scores by the quality focal loss (Li et al., Generalized Focal Loss, 2020), for they are not 0 or
    1 but as sure as the teacher is; box and points as shares of the face's size, where it is a face.
    """
    score = place = sure = torch.zeros(())
    for cells, goal in zip(found, wanted):
        odds, box, points = torch.split(cells, (2, 4, 10), dim=2)
        target = goal.score[..., None].expand(odds.shape)
        distance = (torch.sigmoid(odds.detach()) - target).abs()
        entropy = functional.binary_cross_entropy_with_logits(odds, target, reduction="none")
        score = score + (distance * entropy).sum() / 2
        weight = goal.score * (goal.score >= CELL_FROM)
        size = torch.exp(goal.box[..., 2:].clamp(-2, 5))  # where there is no face it is anything
        middle = _error(box[..., :2] / size, goal.box[..., :2] / size)
        extent = _error(box[..., 2:], goal.box[..., 2:])
        wide = size.repeat(1, 1, 5)
        corners = _error(points / wide, goal.points / wide)
        per_cell = BOX_WEIGHT * (middle + extent) + POINTS_WEIGHT * corners
        place = place + (weight * per_cell).sum()
        sure = sure + weight.sum()
    return (score + place) / torch.clamp(sure, min=8)


def _error(a, b):
    return functional.smooth_l1_loss(a, b, beta=NEAR, reduction="none").sum(dim=2)


def batch(canvases, number, seed):
    """Canvases of one size, drawn with the batch's number."""
    rng = np.random.default_rng([seed, number])
    side = int(rng.choice(canvas.SIZES, p=canvas.SIZE_SHARES))
    count = max(1, BATCH_PIXELS // (side * side))
    first = number * (BATCH_PIXELS // min(canvas.SIZES) ** 2)
    return [canvases.canvas(first + i, side) for i in range(count)]


def learn(net, canvases, teaching, steps, seed, checkpoint):
    """AdamW, one cycle of the learning rate, cut short (as Hu et al., MiniCPM, 2024, end theirs).

    checkpoint: path; where it is there already, learning goes on from it
    """
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, CYCLE)
    begin = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        begin = saved["step"]
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        print(f"going on from step {begin} of {checkpoint}", flush=True)
    net.train()
    losses, started = [], time.monotonic()
    for step in range(begin, steps):
        for group in optimizer.param_groups:
            group["lr"] *= min(1, (steps - step) / COOLING)
        drawn = batch(canvases, step, seed)
        wanted = teaching.wanted(drawn)
        seen = torch.from_numpy(teacher.pixels([c.seen for c in drawn]))
        found = net(seen.to(memory_format=torch.channels_last))  # faster on a CPU
        wrong = loss(found, wanted)
        optimizer.zero_grad()
        wrong.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), LONGEST_STEP)
        optimizer.step()
        schedule.step()
        losses.append(float(wrong.detach()))
        if (step + 1) % SAVE_EVERY == 0:
            seconds = time.monotonic() - started
            print(
                f"  step {step + 1} of {steps}, loss {np.mean(losses[-SAVE_EVERY:]):.3f},"
                f" {seconds / len(losses):.2f} s a step",
                flush=True,
            )
            state = {
                "step": step + 1,
                "net": net.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
            }
            torch.save(state, checkpoint)
    return net.eval()
