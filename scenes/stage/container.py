"""The MP4 around a film: chapters and captions inside, and what a player needs first in front (faststart)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.container import InputContainer, OutputContainer
from av.stream import Stream

from scenes.stage.sound import Packet, Sound, add_track, encode_track, in_order

if TYPE_CHECKING:
    from av.container.core import Chapter  # which is there for type checkers only

MILLISECOND = Fraction(1, 1000)
FASTSTART = {"movflags": "+faststart"}
LANGUAGE = {"language": "eng"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A `text` from `start` to `end`, in seconds: a caption, or the title of a chapter."""

    text: str
    start: float
    end: float


def clip(cues: Iterable[Cue], start: float, end: float) -> tuple[Cue, ...]:
    """Return what of some cues is between two times, in seconds from the first."""
    return tuple(
        Cue(cue.text, max(cue.start, start) - start, min(cue.end, end) - start)
        for cue in cues
        if cue.start < end - 1e-3 and cue.end > start + 1e-3
    )


def read_cues(film: Path) -> tuple[tuple[Cue, ...], tuple[Cue, ...]]:
    """Return the chapters and the captions of the MP4 `film`."""
    with av.open(str(film)) as container:
        chapters = tuple(_chapter(chapter) for chapter in container.chapters())
        captions = [cue for stream in container.streams.subtitles[:1] for cue in _captions(container, stream)]
    return chapters, tuple(captions)


def _chapter(chapter: Chapter) -> Cue:
    base = chapter["time_base"] or MILLISECOND
    return Cue(chapter["metadata"].get("title", ""), float(chapter["start"] * base), float(chapter["end"] * base))


def _captions(container: InputContainer, stream: Stream) -> Iterable[Cue]:
    for packet in container.demux(stream):
        length = int.from_bytes(bytes(packet)[:2], "big")
        if packet.pts is not None and packet.duration and length:
            start = float(packet.pts * packet.time_base)
            yield Cue(bytes(packet)[2 : 2 + length].decode(), start, start + float(packet.duration * packet.time_base))


def pack(
    source: Path, target: Path, chapters: Sequence[Cue], captions: Sequence[Cue], speech: Sequence[Sound] = ()
) -> None:
    """Write the film at `source` to `target` as an MP4 with chapters, captions and speech; no picture is encoded."""
    with av.open(str(source)) as film, av.open(str(target), "w", options=FASTSTART) as container:
        container.metadata.update(film.metadata)
        streams = add_copies(container, film.streams)
        track = add_track(container) if speech else None
        add_cues(container, chapters, captions)
        seconds = (film.duration or 0) / av.time_base
        spoken = () if track is None else encode_track(track, speech, seconds)
        for packet in in_order(copied(film, streams), spoken):
            container.mux(packet)


def add_copies(container: OutputContainer, streams: Iterable[Stream]) -> dict[Stream, Stream]:
    """Return for each of some streams one in a container, not begun yet, into which `copied` may go."""
    copies = {stream: container.add_stream_from_template(stream) for stream in streams}
    for stream, copy in copies.items():
        copy.metadata.update(stream.metadata)
    return copies


def copied(film: InputContainer, streams: Mapping[Stream, Stream]) -> Iterator[Packet]:
    """Yield the packets of some streams of a film, for those in another container that stand for them."""
    for packet in film.demux(*streams):
        if packet.dts is not None:
            packet.stream = streams[packet.stream]
            yield packet


def add_cues(container: OutputContainer, chapters: Sequence[Cue], captions: Sequence[Cue]) -> None:
    """Put chapters and captions into a container whose other streams are there, but not begun yet."""
    container.set_chapters([_as_chapter(number, cue) for number, cue in enumerate(chapters)])
    if not captions:
        return
    stream = container.add_mux_stream("mov_text")
    stream.time_base = MILLISECOND
    stream.metadata.update(LANGUAGE)
    container.start_encoding()
    end = 0
    for cue in captions:
        first, last = round(cue.start * 1000), round(cue.end * 1000)
        if first > end:
            _write_text(container, stream, "", end, first)  # where nothing is said
        _write_text(container, stream, cue.text, first, last)
        end = last


def _as_chapter(number: int, cue: Cue) -> Chapter:
    start, end = round(cue.start * 1000), round(cue.end * 1000)
    return {"id": number, "start": start, "end": end, "time_base": MILLISECOND, "metadata": {"title": cue.text}}


def _write_text(container: OutputContainer, stream: Stream, text: str, start: int, end: int) -> None:
    content = text.encode()
    packet = av.Packet(len(content).to_bytes(2, "big") + content)
    packet.pts = packet.dts = start
    packet.duration = end - start
    packet.time_base, packet.stream = MILLISECOND, stream
    container.mux(packet)
