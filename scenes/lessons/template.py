"""A commented lesson file to start from: template.toml, beside this module."""

from __future__ import annotations

from pathlib import Path

from mathnet.errors import InputError
from mathnet.files import write_safely

TEMPLATE = Path(__file__).with_name("template.toml")


def write_template(file: str) -> None:
    """Write a lesson file to `file`, in place of one that is there.

    Raises InputError if it isn't named .toml, or can't be written.
    """
    if not file.endswith(".toml"):
        raise InputError(f"{file}: expected a name that ends in .toml")
    text = TEMPLATE.read_text(encoding="utf-8").replace("FILE", Path(file).name)
    write_safely(file, lambda beside: beside.write_bytes(text.encode()))
