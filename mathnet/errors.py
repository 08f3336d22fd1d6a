"""How mathnet refuses what it is given. Any other ValueError is a fault of its own."""

from __future__ import annotations


class InputError(ValueError):
    """What was given can't be used: its text says what that was, and what was expected."""
