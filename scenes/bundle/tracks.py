"""Captions and chapters as WebVTT, which browsers read beside a film."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from scenes.stage.container import Cue


def webvtt(cues: Sequence[Cue]) -> str:
    """Return cues as a WebVTT file, as the W3C's "WebVTT: The Web Video Text Tracks Format" describes it.

    >>> print(webvtt([Cue("w > 0 & w < 1", 0.0, 61.5)]))
    WEBVTT
    <BLANKLINE>
    1
    00:00:00.000 --> 00:01:01.500
    w &gt; 0 &amp; w &lt; 1
    <BLANKLINE>
    """
    blocks = [f"{number}\n{_cue(cue)}" for number, cue in enumerate(cues, start=1)]
    return "\n".join(["WEBVTT\n", *blocks])


def _cue(cue: Cue) -> str:
    text = " ".join(cue.text.split())  # an empty line would end the cue
    return f"{timestamp(cue.start)} --> {timestamp(cue.end)}\n{escape(text, quote=False)}\n"


def timestamp(seconds: float) -> str:
    """Return a time as WebVTT writes it.

    >>> timestamp(3723.0456)
    '01:02:03.046'
    """
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
