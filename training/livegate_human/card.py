"""The model's card for people, after Mitchell et al., Model Cards for Model Reporting (2019)."""

from common import tables

TEXT = """# livegate-human

Written by `python -m livegate_human.train`. What was measured on pictures and clips nobody trained on
is in `docs/accuracy.md`.

## Model

- **Question**: is what the face finder found a human face, or a drawing, a painting, a figure, a
  statue, a thing?
- **Form**: the convolutions of MiniFASNetV2 (Silent-Face-Anti-Spoofing, Minivision, Apache-2.0),
  unchanged; mean and deviation of six of its layers and the mean of its last; a head of 64 units learned
  here. Input 112 x 112 BGR 0..255, crop `shifted-box` of 1.6 faces; output 0..1, low for what is no person.
  ONNX and PyTorch agree to {difference:.0e}.
- **Operating point**: the answers are moved so that one in a thousand samples of held-back people falls
  below 0.5.
- **Use**: where the models of the cue `human` are not at hand, over time and never alone. Not for
  recognising anybody, not for deepfakes.
- **Licence**: the head Apache-2.0 as this repository; see the terms of the data below.

## Learned from

Terms `{terms}`, seed {seed}, {samples} samples, half of them people (`training/README.md`). A named
person's pictures are all on one side; where none is named, the file decides.

| source | what | learned from | held back |
| --- | --- | --- | --- |
{pictures}

`free`: congress portraits (public domain), Caltech 101 faces and R-Ladies (CC BY 4.0), and {rooms} pictures
without a face (Caltech 101, CC BY 4.0). The others are for research: UTKFace (non-commercial), CIPLab
real faces, CASIA-FASD (research agreement). MiniFASNet's own training data is private; no limit is stated.

Nothing drawn, carved or rendered was held: each is made of a real face by filters. Size, crop, surroundings,
smoothing, light, blur, noise and coding are drawn for people and others alike.

## Figures on held-back people

Degraded as in training, so harder than a camera's frames; several samples are of one person, so the true
intervals are wider. AUC against {people} samples of people, 95 % bootstrap interval; "found" is below 0.5;
"not learned" is the AUC of a head that was never shown that kind.

| kind | n | AUC | interval | found | not learned |
| --- | --- | --- | --- | --- | --- |
{kinds}

| people, by source | n | below 0.5 | 95 % interval |
| --- | --- | --- | --- |
{sources}

| people, by what UTKFace calls their race | faces | samples | below 0.5 | 95 % interval | AUC, all kinds |
| --- | --- | --- | --- | --- | --- |
{groups}

## Limits

- Made drawings are filters on photographs. Real ones, animals and toys were only looked at on development
  files, and few of them.
- It finds fewer than half even of those, for it is set to deny hardly anybody.
- A figure or a render true to life looks human.
"""


def text(figures):
    """The card as Markdown, from what train.py measured."""
    return TEXT.format(
        difference=figures["difference"],
        terms=figures["terms"],
        seed=figures["seed"],
        samples=figures["samples"],
        rooms=figures["rooms"],
        people=figures["genuine"],
        pictures=tables.rows(figures["pictures"]),
        kinds="\n".join(
            f"| {kind} | {k['n']} | {k['auc']:.2f} | {k['interval'][0]:.2f}-{k['interval'][1]:.2f} "
            f"| {k['found'] / k['n']:.0%} | {figures['left out'][kind]['auc']:.2f} |"
            for kind, k in figures["kinds"].items()
        ),
        sources="\n".join(
            f"| {source} | {s['n']} | {s['wrong']} | {s['interval'][0]:.1%}-{s['interval'][1]:.1%} |"
            for source, s in figures["sources"].items()
        ),
        groups="\n".join(
            f"| {group} | {g['faces']} | {g['people']} | {g['denied']} "
            f"| {g['interval'][0]:.1%}-{g['interval'][1]:.1%} | {g['auc']:.2f} |"
            for group, g in figures["groups"].items()
        ),
    )
