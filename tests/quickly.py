"""How tests are quick: which of many cases are tried each time, and how a file is written over and over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

EXAMPLES = settings.default.max_examples  # that hypothesis tries in this run; some tests try several times as many


def slow_but(cases: Iterable[Any], *quick: Any) -> list[Any]:
    """Return cases as parameters of a test, all of them slow but those that are `quick`."""
    every = list(cases)
    if unknown := [case for case in quick if case not in every]:
        raise ValueError(f"there are no cases {unknown}: expected some of {every}")
    return [
        case if case in quick else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
        for case in every
    ]


def write_anew(path: Path, content: bytes | str) -> Path:
    """Write a file, whether it is there or not: to take it away first is ten times as quick as to overwrite it."""
    path.unlink(missing_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
