"""IDX files, the format of MNIST: a magic number, lengths, and bytes; plain or gzipped.

http://yann.lecun.com/exdb/mnist/ describes the format: two bytes of 0, the kind of the numbers (8 for bytes), how many
lengths there are; the lengths, of four bytes each, the most significant first; then the numbers, the last index
fastest. What is damaged is a LessonError of one sentence, with the file's path.
"""

from __future__ import annotations

import gzip
import io
import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mathnet.files import read_safely, write_safely
from scenes.lessons.data import LessonError
from scenes.lessons.limits import LARGEST_TABLE

BYTES = 0x0800  # what the magic number of bytes starts with; the number of lengths is added
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Images:
    """Images of `shape` (rows, columns): pixels[i] are the grey levels of image i, 0 to 255, row by row."""

    shape: tuple[int, int]
    pixels: tuple[bytes, ...]


def read_images(path: Path) -> Images:
    """Return the images in the IDX file `path`. Raises LessonError."""
    (count, rows, columns), content = _read(path, "images", 3)
    size = rows * columns
    return Images((rows, columns), tuple(content[i * size : (i + 1) * size] for i in range(count)))


def read_labels(path: Path, classes: int) -> tuple[int, ...]:
    """Return the labels in the IDX file `path`, each from 0 to `classes` − 1. Raises LessonError."""
    _, content = _read(path, "labels", 1)
    for i, label in enumerate(content):
        if label >= classes:
            raise LessonError(f"{path}: label {i}: expected 0 to {classes - 1}, found {label}: get the file anew.")
    return tuple(content)


def write_images(images: Images, path: Path) -> None:
    """Write the images, gzipped, to `path`, in place of a file that is there. Raises InputError if it can't be."""
    _write(path, (len(images.pixels), *images.shape), b"".join(images.pixels))


def write_labels(labels: Sequence[int], path: Path) -> None:
    """Write the labels, gzipped, to `path`, in place of a file that is there. Raises InputError if it can't be."""
    _write(path, (len(labels),), bytes(labels))


def _write(path: Path, lengths: tuple[int, ...], content: bytes) -> None:
    header = struct.pack(f">I{len(lengths)}I", BYTES + len(lengths), *lengths)
    packed = gzip.compress(header + content, mtime=0)  # the same bytes whenever they are written
    write_safely(path, lambda beside: beside.write_bytes(packed))


def _read(path: Path, what: str, dimensions: int) -> tuple[tuple[int, ...], bytes]:
    """Return the lengths, and the bytes that come after them: as many as the lengths say."""
    content, expected, header = _open(path), BYTES + dimensions, 4 * (1 + dimensions)
    if len(content) < header:
        raise LessonError(
            f"{path}: expected {header} bytes or more of {what}, found {len(content)}: get the file anew."
        )
    magic, *lengths = struct.unpack_from(f">I{dimensions}I", content)
    if magic != expected:
        raise LessonError(
            f"{path}: expected an IDX file of {what}, whose magic number is {expected}, found {magic}: check which "
            f"file it is, or get it anew."
        )
    size, found = math.prod(lengths), len(content) - header
    if size == 0:
        raise LessonError(f"{path}: expected {what}, found lengths of {_by(lengths)}: get the file anew.")
    if found != size:
        state = "it is cut short" if found < size else "something was added to it"
        raise LessonError(
            f"{path}: expected {_by(lengths)} bytes of {what}, found {found}: {state}; get the file anew."
        )
    return tuple(lengths), content[header:]


def _by(lengths: Sequence[int]) -> str:
    return " · ".join(map(str, lengths))


def _open(path: Path) -> bytes:
    try:
        content = read_safely(path, LARGEST_TABLE)
    except ValueError as error:
        raise LessonError(f"{path}: the file can't be read ({error}): check its path.") from None
    if not content.startswith(GZIP):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            content = file.read(LARGEST_TABLE + 1)
    except (OSError, EOFError, zlib.error):
        raise LessonError(f"{path}: the gzip file is damaged or cut short: get it anew.") from None
    if len(content) > LARGEST_TABLE:
        raise LessonError(
            f"{path}: more than {LARGEST_TABLE // 1_000_000} MB when unpacked, which is the most allowed."
        )
    return content
