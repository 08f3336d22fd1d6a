"""Live networks that the tests look at, and what stands in their pages."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from scenes.lessons import BUILT_IN, Lesson, find_lesson
from scenes.lessons.digits import mnist_1024_512
from scenes.live.page import live_page
from tests.quickly import slow_but

SMALL = tuple(name for name in BUILT_IN if name != "mnist-1024-512")  # that has no trained network at hand
EACH = slow_but(SMALL, "iris", "by-hand", "quadratic")


@cache
def page(name: str) -> str:
    return live_page(find_lesson(name))


def data_of(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


@cache
def large_page() -> str:
    """The page of a network too large for it, untrained."""
    return live_page(large_lesson())


@cache
def large_lesson() -> Lesson:
    from dataclasses import replace

    lesson = mnist_1024_512()
    return replace(lesson, samples=lesson.samples[:3])
