"""What every card says of the pictures: how many of which source on which side."""

import collections


def counts(pictures):
    """[source, "genuine" or the attack, "learned from" or "held back", n], in order."""
    counted = collections.Counter(
        (p.source, p.attack or "genuine", "held back" if p.held_back else "learned from")
        for p in pictures
    )
    return [[*key, n] for key, n in sorted(counted.items())]


def rows(counted):
    """The same as rows of a Markdown table: source, what, learned from, held back."""
    by_side = {(source, what, side): n for source, what, side, n in counted}
    lines = []
    for source, what in sorted({(source, what) for source, what, _ in by_side}):
        learned, held = (by_side.get((source, what, s), 0) for s in ("learned from", "held back"))
        lines.append(f"| {source} | {what} | {learned} | {held} |")
    return "\n".join(lines)
