"""The model's card for people, after Mitchell et al., Model Cards for Model Reporting (2019)."""

from common import tables

HEAD = """# livegate-pad

Written by `python -m livegate_pad.train`. What was measured on filmed clips nobody trained on is in
`docs/accuracy.md`.

## Model

- **Question**: is the face before the camera itself, or on paper or a screen?
- **Form**: the convolutions of MiniFASNetV2 (Silent-Face-Anti-Spoofing, Minivision, Apache-2.0),
  unchanged; mean and deviation of six of its layers and the values of its last; a head of 64 units
  learned here. Input 80 x 80 BGR 0..255, crop `shifted-box` of 2.7 faces; output the probability of
  a genuine face. ONNX and PyTorch agree to {difference:.0e}.
- **Use**: one weak witness among the liveness lane's, for frames of a call. Not for recognising
  anybody, not alone for any decision, not for deepfakes.
- **Licence**: the head Apache-2.0 as this repository; see the terms of the data below.

## Learned from

Terms `{terms}`, seed {seed}, {samples} samples made of the pictures below (`training/README.md`).
A named person's pictures are all on one side; where none is named, the file decides.

| source | what | learned from | held back |
| --- | --- | --- | --- |
{pictures}

`free`: congress portraits (public domain), Caltech 101 faces and R-Ladies (CC BY 4.0). The others
are for research: UTKFace (non-commercial), CIPLab real faces, CASIA-FASD (research agreement).
MiniFASNet's own training data is private; no limit is stated.

Half of every batch is genuine. Attacks are CASIA-FASD's filmed prints and tablets, and prints and
screens made from genuine faces within the seen ranges of the attack pack. Size, crop, light, blur,
noise and JPEG are drawn for both alike.

## Figures on held-back people

Degraded as in training, so harder than a camera's frames. AUC against {genuine} genuine samples, 95 %
bootstrap interval over samples (several are of one person: the true interval is wider).

| attack | n | AUC | interval |
| --- | --- | --- | --- |
{kinds}

| genuine, by source | n | below 0.5 | 95 % interval |
| --- | --- | --- | --- |
{sources}

## Limits

- Made attacks are simulations; the filmed ones are of one room and three cameras (CASIA-FASD, Chinese
  adults of 20 to 40). Masks it has not learned: paper masks made of pictures made it accuse more people.
- A picture shown by software without a screen or paper (a still, a loop, a deepfake) leaves nothing
  that a single frame shows: such frames look genuine.
- Skin tone, age and sex are even in UTKFace only, whose crops are tight.
- Of the genuine samples 3 in 100 are darker than 0.2 (mean luma, 0 to 1), and in low light people look like
  paper to it: Livegate asks it of no darker picture.
"""


def text(figures):
    """The card as Markdown, from what train.py measured."""
    return HEAD.format(
        difference=figures["difference"],
        terms=figures["terms"],
        seed=figures["seed"],
        samples=figures["samples"],
        genuine=figures["genuine"],
        pictures=tables.rows(figures["pictures"]),
        kinds="\n".join(
            f"| {kind} | {k['n']} | {k['auc']:.3f} | {k['interval'][0]:.3f}-{k['interval'][1]:.3f} |"
            for kind, k in figures["kinds"].items()
        ),
        sources="\n".join(
            f"| {source} | {s['n']} | {s['wrong']} | {s['interval'][0]:.1%}-{s['interval'][1]:.1%} |"
            for source, s in figures["sources"].items()
        ),
    )
