"""The sound of a film: sentences, each from its time on, as one track of AAC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from pathlib import Path
from typing import Any, TypeAlias

import av
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray

RATE = 24_000  # samples a second, of one channel
BITS = 48_000  # a second: 0.36 MB a minute
CHUNK = 1024  # samples: a frame of AAC


Packet: TypeAlias = "av.Packet[Any]"


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound in `file`, to be heard from `start` on, in seconds."""

    file: Path
    start: float


def add_track(container: OutputContainer) -> av.AudioStream:
    """Return a new track for speech in a container that isn't begun yet."""
    stream = container.add_stream("aac", rate=RATE, layout="mono")
    stream.bit_rate = BITS
    stream.metadata["language"] = "eng"
    return stream


def encode_track(stream: av.AudioStream, sounds: Sequence[Sound], seconds: float) -> Iterator[Packet]:
    """Yield the packets of `sounds` as a track that lasts some seconds, as a film does."""
    samples = mixed(sounds, seconds)
    for first in range(0, len(samples), CHUNK):
        frame = av.AudioFrame.from_ndarray(samples[None, first : first + CHUNK], format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, first
        yield from stream.encode(frame)
    yield from stream.encode()


def mixed(sounds: Sequence[Sound], seconds: float) -> NDArray[np.int16]:
    """Return the samples of `sounds` at their times, with silence between; what would be after the end is cut."""
    track = np.zeros(round(seconds * RATE), np.int16)
    for sound in sounds:
        heard = track[round(sound.start * RATE) :]
        samples = read_sound(sound.file)[: len(heard)]
        heard[: len(samples)] = samples
    return track


def read_sound(file: Path) -> NDArray[np.int16]:
    """Return the samples of a file, RATE a second."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(file)) as source:
        frames = [one for frame in source.decode(audio=0) for one in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in (*frames, *resampler.resample(None))] or [[]]).astype(
        np.int16
    )


def in_order(*streams: Iterable[Packet]) -> Iterator[Packet]:
    """Yield packets of several streams in the order in which a player needs them."""
    return merge(*streams, key=_due)


def _due(packet: Packet) -> float:
    return 0.0 if packet.dts is None else float(packet.dts * packet.time_base)
