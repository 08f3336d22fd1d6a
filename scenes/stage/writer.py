"""How a film is written: in a workshop of its own, and moved to its place when it is whole.

So an older film stays until a newer one is there, whatever ends the rendering, and two renderings never meet.
"""

from __future__ import annotations

import logging
import os
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from manim import config, logger
from manim._config.output_plan import OutputPlan
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from manim.typing import RGBAPixelArray
from PIL import Image

from scenes.stage.areas import Area
from scenes.stage.container import Cue, clip, pack
from scenes.stage.encoder import Converter, Parts, PieceEncoder, converts
from scenes.stage.gif import write_gif
from scenes.stage.sharing import HELPS, Share, find_team
from scenes.stage.sound import Sound
from scenes.stage.telling import say_where
from scenes.stage.workshop import Workshop, clear_abandoned, turn

# where manim's own settings put films and pictures, below the media folder
LAYOUT = ("videos/*/*", "images/*")


BEFORE_CHAPTERS = "autocreated"  # is what manim calls the part of a film before its first section


class FilmWriter(SceneFileWriter):
    """manim's writer of films, but for where it works, and for GIFs.

    The pieces of a film stay as long as its writer does.
    """

    def __init__(self, settings: Any) -> None:
        self.planned: OutputPlan = settings.plan
        self.share: Share | None = None
        self.passes = False  # whether the play at hand is another process's
        self.speech: list[Sound] = []
        self.lengths: dict[str, float] = {}  # of the pieces, in seconds
        self.converter: Converter | None = None
        super().__init__(settings)
        place = self.planned.primary_artifact
        if place is not None:
            self.workshop = Workshop(place.parent)
            weakref.finalize(self, self.workshop.close)
            self.share = self._find_share()
            self.output_plan = _moved(self.planned, self.workshop.path if self.share is None else self.share.folder)

    def _find_share(self) -> Share | None:
        """Return what this process has of the film, if others render it, too."""
        team = find_team()
        if team is not None and self.output_spec.is_video:
            return Share(self.workshop.path, team)
        return Share(Path(os.environ[HELPS]), None) if HELPS in os.environ else None

    @property
    def helps(self) -> bool:
        """Whether this process renders pieces for another."""
        return self.share is not None and not self.share.leads

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        assert self.video_encoder is not None
        return PieceEncoder(target=target, spec=self.video_encoder)

    def changes_of(self, pixels: RGBAPixelArray, areas: Sequence[Area]) -> Parts | None:
        """Return what is written of a frame that differs from the last in areas, or None where it is written whole."""
        if not (self.output_spec.is_video and self.video_encoder is not None and converts(self.video_encoder)):
            return None
        self.converter = self.converter or Converter(self.video_encoder)
        return self.converter.convert(pixels, areas)

    def take(self, play: int) -> bool:
        """Return whether this process renders a play, not another of those that share the film."""
        if self.share is None:
            return True
        self._open_workshop()
        return self.share.take(play)

    def _open_workshop(self) -> None:
        if self.helps:
            return
        clear_abandoned([self.workshop.path.parent, *_media_folders()])
        self.workshop.open()

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        if hash_animation is None and self.passes:
            hash_animation = f"uncached_{len(self.partial_movie_files):05}"  # as manim calls it where it is rendered
        super().add_partial_movie_file(hash_animation)

    def hear_length(self, seconds: float) -> None:
        """Hear how long the piece of the last play is."""
        if self.partial_movie_files and (piece := self.partial_movie_files[-1]) is not None:
            self.lengths[piece] = seconds

    def open_partial_movie_stream(self, **which: Any) -> None:
        self._open_workshop()
        super().open_partial_movie_stream(**which)

    def output_image(self, image: Image.Image) -> None:
        self._open_workshop()
        super().output_image(image)

    def save_image(self, pixels: RGBAPixelArray) -> None:
        if self.output_spec.enabled:
            self._open_workshop()
            super().save_image(pixels)
            self._deliver()

    def finish(self) -> None:
        if self.helps:
            self.join_all_encode_jobs()
            return
        if self.share is not None:
            self.share.wait()
        super().finish()
        self._deliver()

    def combine_to_movie(self) -> None:
        super().combine_to_movie()
        film = self.output_plan.primary_artifact
        if film is not None and film.suffix == ".mp4" and film.exists():
            self._pack(film)  # while all pieces are there: of more than max_files_cached, the first go after this

    def _pack(self, film: Path) -> None:
        """Put chapters, captions and speech into the film."""
        starts, seconds = [], 0.0
        for section in self.sections:
            pieces = section.get_clean_partial_movie_files()
            if pieces:
                starts.append((section.name, seconds))
                seconds += sum(self.lengths[piece] for piece in pieces)
        ends = [start for _, start in starts[1:]] + [seconds]
        named = [Cue(name, start, end) for (name, start), end in zip(starts, ends, strict=True)]
        chapters = [chapter for chapter in named if chapter.text != BEFORE_CHAPTERS]
        # captions and speech are timed as if no play had been skipped
        told, heard = ([], []) if None in self.partial_movie_files else (self.subcaptions, self.speech)
        captions = [Cue(one.content, one.start.total_seconds(), one.end.total_seconds()) for one in told]
        packed = film.with_suffix(".packed.mp4")
        pack(film, packed, chapters, clip(captions, 0.0, seconds), heard)
        packed.replace(film)

    def combine_files(
        self, input_files: list[str], output_file: Path, create_gif: bool = False, includes_sound: bool = False
    ) -> None:
        if not create_gif:
            super().combine_files(input_files, output_file, create_gif, includes_sound)
            return
        # joined as a film first, which costs no encoding, then turned into a GIF
        joined = output_file.with_suffix(".joined.mp4")
        super().combine_files(input_files, joined)
        write_gif(joined, output_file)
        joined.unlink()

    @staticmethod
    def _concat_manifest_bytes(input_files: list[str]) -> bytes:
        """Return FFmpeg's list of the pieces; manim's own ends a name at an apostrophe, and any does at a line break.

        So pieces are named as seen from here: no matter in which folder that is.
        """
        names = (os.path.relpath(path).replace("'", r"'\''") for path in input_files)
        return os.fsencode("".join(f"file 'file:{name}'\n" for name in names))

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        if self.share is not None:
            self.share.end()
        with _quiet():  # why a film ends is told once, by the film
            super().abort_encode_jobs(reraise_encoder_failures)

    def print_file_ready_message(self, file_path: Any) -> None:
        """Leave the message for later: what is ready isn't in its place yet."""

    def _deliver(self) -> None:
        """Move what was made to its place, the film after its captions, and say where it is."""
        made, self.output_plan = self.output_plan, self.planned
        moved: list[Path] = []
        with turn(self.workshop.path.parent):  # films and captions of two renderings don't mix
            for name in DELIVERED:
                source, target = getattr(made, name), getattr(self.planned, name)
                if source is not None and source.exists():
                    _move(source, target)
                    moved.append(target)
                elif name == "subcaption_file" and target is not None and moved:
                    target.unlink(missing_ok=True)  # of an older film
        if moved:
            self.final_file_path = moved[0]
            say_where(moved[0])


# the film first: where it can't be moved, nothing is
DELIVERED = ("primary_artifact", "fallback_image", "subcaption_file", "sections_dir")


def _moved(plan: OutputPlan, folder: Path) -> OutputPlan:
    """Return `plan` with everything inside of `folder`."""

    def inside(path: Path | None, *between: str) -> Path | None:
        return None if path is None else folder.joinpath(*between, path.name)

    return replace(
        plan,
        primary_artifact=inside(plan.primary_artifact),
        fallback_image=inside(plan.fallback_image),
        image_sequence_dir=inside(plan.image_sequence_dir),
        segment_cache_dir=inside(plan.segment_cache_dir, "pieces"),
        sections_dir=inside(plan.sections_dir),
        section_index=inside(plan.section_index, "sections"),
        subcaption_file=inside(plan.subcaption_file),
        concat_manifest=inside(plan.concat_manifest, "pieces"),
    )


def _move(source: Path, target: Path) -> None:
    """Move a file to its place, or the files of a folder into theirs."""
    if source.is_dir():
        # the index of the sections comes after them
        for path in sorted(source.iterdir(), key=lambda path: (path.suffix == ".json", path.name)):
            _move(path, target / path.name)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def _media_folders() -> Iterator[Path]:
    media = config.get_dir("media_dir")
    for pattern in LAYOUT:
        yield from media.glob(pattern)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep manim's log silent, unless it is to tell everything."""
    level = logger.level
    if level > logging.DEBUG:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
