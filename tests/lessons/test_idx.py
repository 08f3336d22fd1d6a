"""IDX files: what is written is read back, and what is damaged anywhere is refused in one sentence."""

import gzip
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes.lessons import LessonError, idx
from scenes.lessons.idx import Images, read_images, read_labels, write_images, write_labels
from tests.quickly import EXAMPLES, write_anew

IMAGES = Images((2, 3), tuple(bytes(range(i, i + 6)) for i in range(4)))
HEADER = struct.pack(">4I", 2051, 4, 2, 3)
PLAIN = HEADER + b"".join(IMAGES.pixels)
PACKED = gzip.compress(PLAIN, mtime=0)  # the same for each process that collects tests
LABELS = struct.pack(">2I", 2049, 4) + bytes((3, 0, 9, 1))


def refusal(read, path, *given):
    """Return what is said of a file that is refused, without its path; an acceptable one gives nothing."""
    try:
        read(path, *given)
    except LessonError as error:
        said = str(error)
        assert said.startswith(f"{path}: ") and said.endswith(".") and "\n" not in said and len(said) < 300, said
        return said.removeprefix(f"{path}: ")
    return None


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 4), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_images_and_labels_come_back_as_they_were_written(tmp_path, rows, columns, count, data):
    size = rows * columns
    pixels = data.draw(st.lists(st.binary(min_size=size, max_size=size), min_size=count, max_size=count))
    images = Images((rows, columns), tuple(pixels))
    write_images(images, tmp_path / "images.gz")
    assert read_images(tmp_path / "images.gz") == images
    labels = data.draw(st.lists(st.integers(0, 9), min_size=1))
    write_labels(labels, tmp_path / "labels.gz")
    assert read_labels(tmp_path / "labels.gz", 10) == tuple(labels)


@pytest.mark.parametrize("name", ["images", "images.gz"])
def test_a_file_is_read_plain_or_gzipped_whatever_its_name(tmp_path, name):
    for content in (PLAIN, PACKED):
        (tmp_path / name).write_bytes(content)
        assert read_images(tmp_path / name) == IMAGES


def test_the_same_images_give_the_same_file(tmp_path):
    for name in ("one.gz", "other.gz"):
        write_images(IMAGES, tmp_path / name)
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "other.gz").read_bytes()


@pytest.mark.parametrize("whole", [PLAIN, PACKED], ids=["plain", "gzipped"])
def test_a_file_cut_short_anywhere_is_refused(tmp_path, whole):
    for length in range(len(whole)):
        write_anew(tmp_path / "images", whole[:length])
        assert refusal(read_images, tmp_path / "images")


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "expected 16 bytes or more of images, found 0"),
        (PLAIN[:-1], "expected 4 · 2 · 3 bytes of images, found 23: it is cut short"),
        (PLAIN + b"\0", "expected 4 · 2 · 3 bytes of images, found 25: something was added"),
        (LABELS + PLAIN, "an IDX file of images, whose magic number is 2051, found 2049"),
        (struct.pack(">4I", 0x0D03, 4, 2, 3) + PLAIN[16:], "magic number is 2051, found 3331"),
        (struct.pack("<4I", 2051, 4, 2, 3) + PLAIN[16:], "magic number is 2051, found 50855936"),
        (struct.pack(">4I", 2051, 0, 28, 28), "found lengths of 0 · 28 · 28"),
        (struct.pack(">4I", 2051, 2**32 - 1, 2**32 - 1, 2**32 - 1), "expected 4294967295 · .* cut short"),
        (PACKED[:-9], "the gzip file is damaged or cut short"),
        (PACKED[:12] + b"!!!" + PACKED[15:], "the gzip file is damaged"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path, content, said):
    (tmp_path / "images").write_bytes(content)
    with pytest.raises(LessonError, match=said):
        read_images(tmp_path / "images")
    assert refusal(read_images, tmp_path / "images")


def test_a_label_out_of_range_is_refused_with_its_place(tmp_path):
    (tmp_path / "labels").write_bytes(LABELS)
    assert read_labels(tmp_path / "labels", 10) == (3, 0, 9, 1)
    assert refusal(read_labels, tmp_path / "labels", 9) == "label 2: expected 0 to 8, found 9: get the file anew."


@given(st.integers(0, len(PLAIN) - 1), st.binary(max_size=4), st.integers(0, 4), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=3 * EXAMPLES)
def test_a_damaged_file_is_refused_or_gives_whole_images(tmp_path, start, put, length, packed):
    content = PACKED if packed else PLAIN
    write_anew(tmp_path / "images", content[:start] + put + content[start + length :])
    if not refusal(read_images, tmp_path / "images"):
        images = read_images(tmp_path / "images")
        rows, columns = images.shape
        assert images.pixels and all(len(pixels) == rows * columns > 0 for pixels in images.pixels)


def test_what_unpacks_to_more_than_is_allowed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(idx, "LARGEST_TABLE", 1000)
    (tmp_path / "images").write_bytes(gzip.compress(bytes(100_000)))
    assert refusal(read_images, tmp_path / "images").startswith("more than 0 MB when unpacked")


@pytest.mark.parametrize("name", ["none", "folder"])
def test_what_is_no_file_is_refused(tmp_path, name):
    (tmp_path / "folder").mkdir()
    assert refusal(read_images, tmp_path / name).startswith("the file can't be read (")
