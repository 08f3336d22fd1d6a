"""A commented lesson file to start from: template.toml, beside this module."""

from __future__ import annotations

from pathlib import Path

TEMPLATE = Path(__file__).with_name("template.toml")


def write_template(file: str) -> None:
    """Write a lesson file to `file`; raises ValueError if it is there already, isn't named .toml, or can't be."""
    if not file.endswith(".toml"):
        raise ValueError(f"{file}: expected a name that ends in .toml")
    text = TEMPLATE.read_text(encoding="utf-8").replace("FILE", Path(file).name)
    try:
        with Path(file).open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        raise ValueError(f"{file}: it is there already, and isn't overwritten: choose another name") from None
    except (OSError, ValueError) as error:  # a ValueError for a null character
        raise ValueError(f"{file}: can't be written ({getattr(error, 'strerror', error)})") from None
