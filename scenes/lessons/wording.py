"""How names are put into a sentence that refuses something."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from itertools import islice

from mathnet.checks import show

MANY = 1000  # names: comparing with more takes seconds
LONG = 100  # characters


def nearest(name: str, names: Collection[str]) -> str:
    """Return a question after the one of `names` that may have been meant, or nothing; of many, some are looked at.

    >>> nearest("iriss", ["iris", "wine"])
    " (did you mean 'iris'?)"
    """
    if len(name) > LONG:
        return ""
    matches = get_close_matches(name, [other for other in islice(names, MANY) if len(other) <= LONG], n=1)
    return f" (did you mean {show(matches[0])}?)" if matches else ""


def list_names(names: Collection[object], most: int = 12) -> str:
    """Return the names with commas between, visibly shortened where there are many.

    >>> list_names(["a", "b", "c"], most=2)
    "'a', 'b', … (3 in all)"
    """
    listed = ", ".join(show(name) for name in islice(names, most))
    return listed if len(names) <= most else f"{listed}, … ({len(names)} in all)"
