"""The model's card for people, after Mitchell et al., Model Cards for Model Reporting (2019)."""

from common import tables

TEXT = """# livegate-face

Written by `python -m livegate_face.train`. What was measured on pictures and clips nobody trained on
is in `docs/accuracy.md`.

## Model

- **Question**: where in the picture are faces, and in each the eyes, the nose, the corners of the mouth?
- **Form**: a convolutional network of {parameters} parameters (depthwise separable, strides 8, 16 and
  32, no anchors), from random initial values. Input BGR 0..255 of any size in multiples of 32; the
  outputs have YuNet's names, order and coding. ONNX and PyTorch agree to {difference:.0e}.
- **Teacher**: YuNet (libfacedetection.train, Apache-2.0): its maps, cell by cell, are what was learned.
  It saw each canvas clean, the pupil the same dark, blurred, noisy or compressed.
- **Use**: where YuNet's file is not at hand. Not for recognising anybody, not for counting people.
- **Licence**: Apache-2.0 as this repository; see the terms of the data below.

## Learned from

Terms `{terms}`, seed {seed}, {steps} steps of canvases of 128 to 320 pixels with up to five of the
pictures below on them, held back people aside (`training/README.md`). Canvases without one, and what
surrounds the faces, are walls and {rooms} pictures of objects, animals and scenes (Caltech 101).

| source | what | learned from | held back |
| --- | --- | --- | --- |
{pictures}

`free`: congress portraits (public domain), Caltech 101 faces and R-Ladies (CC BY 4.0). The others
are for research: UTKFace (non-commercial), CIPLab real faces, CASIA-FASD (research agreement). The
teacher was trained on WIDER FACE, a data set offered for research.

## Figures on held-back people

Faces that the teacher finds (0.6) on {canvases} clean canvases, looked for on the same through a bad
camera: found at half of the box in common, with 95 % interval; false finds; median overlap; median
distance of the five points in widths of the face.

| faces | who | found | interval | false | overlap | points |
| --- | --- | --- | --- | --- | --- | --- |
{figures}

## Limits

- It learned what YuNet does, and fails where YuNet does; it is not a second opinion.
- Faces narrower than 10 pixels of its input, upside down or wholly in profile are hardly or not in
  what it learned from; crowds are not.
- Skin tone, age and sex are even in UTKFace only, whose crops are tight. How often it misses whom was not
  measured.
"""


def text(figures):
    """The card as Markdown, from what train.py measured."""
    held_back = figures["held back"]
    return TEXT.format(
        parameters=f"{figures['parameters']:,}",
        difference=figures["difference"],
        terms=figures["terms"],
        seed=figures["seed"],
        steps=figures["steps"],
        rooms=figures["rooms"],
        canvases=held_back["canvases"],
        pictures=tables.rows(figures["pictures"]),
        figures="\n".join(
            _row(size, who, held_back[who][size])
            for size in ("narrow", "wide")
            for who in ("pupil", "teacher")
        ),
    )


SIZES = {"narrow": "10 to 24 pixels wide", "wide": "wider"}
WHO = {"pupil": "livegate-face", "teacher": "YuNet itself"}


def _row(size, who, f):
    low, high = f["interval"]
    found = f"{f['found']} of {f['faces']}"
    return (
        f"| {SIZES[size]} | {WHO[who]} | {found} | {low:.1%}-{high:.1%} | {f['false']}"
        f" | {f['overlap']:.2f} | {f['points']:.3f} |"
    )
