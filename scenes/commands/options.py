"""Options that are taken out of those that go to manim."""

from __future__ import annotations

from collections.abc import Sequence


def take(options: Sequence[str], *names: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the value of the option that has one of some names, or None if it isn't there, and the other options."""
    for i, option in enumerate(options):
        name, equals, value = option.partition("=")
        if option in names:
            return "".join(options[i + 1 : i + 2]), (*options[:i], *options[i + 2 :])
        if equals and name in names:
            return value, (*options[:i], *options[i + 1 :])
    return None, tuple(options)


def take_flag(options: Sequence[str], name: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether the option `name`, which has no value, is there, and the other options."""
    return name in options, tuple(option for option in options if option != name)
