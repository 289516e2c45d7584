"""The arguments that every training takes."""

import argparse
import pathlib


def parser(doc, seed):
    made = argparse.ArgumentParser(description=doc)
    made.add_argument("--faces", required=True, help="folder with MANIFEST.csv and its pictures")
    made.add_argument("--out", required=True, help="folder for the model, its card and figures")
    made.add_argument("--terms", choices=("free", "all"), default="all")
    made.add_argument("--models", help="mirror of the open models (default: models beside --faces)")
    made.add_argument("--seed", type=int, default=seed)
    return made


def model(made, options, path):
    """The file of an open model below --models; a usage error where it is not."""
    models = pathlib.Path(options.models or pathlib.Path(options.faces).parent / "models")
    if not (models / path).is_file():
        made.error(f"{models / path}: no such file; --models names the folder of the open models")
    return models / path
