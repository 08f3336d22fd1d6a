"""What a film has that tells of softmax: scores become probabilities, as a picture, then in numbers."""

from __future__ import annotations

from manim import Create, FadeOut, LaggedStart, ReplacementTransform, TransformFromCopy

from scenes.mobjects.softmax_bars import SoftmaxBars
from scenes.mobjects.softmax_table import SoftmaxTable
from scenes.mobjects.stack import growing
from scenes.stage.network_film import NetworkFilm
from scenes.storyboards.forward_pass import SoftmaxBeat
from scenes.style import BREATH, MOMENT

ABOVE_BARS = 0.3  # the middle of the first, in a panel below the network


class SoftmaxFilm(NetworkFilm):
    """A film in which the outputs of a network become probabilities."""

    def make_probabilities(self, beat: SoftmaxBeat) -> None:
        self.chapter(beat)
        self.split_up(beat)
        self.tabulate(beat)
        places = list(self.scenery.cast.outputs)
        sums = [self.values[place] for place in places]
        with self.saying(beat, "swapped"):
            self.play(*map(FadeOut, sums), run_time=MOMENT)
            shares = [row.probability.result for row in beat.rows]
            coming, painting = self.take(dict(zip(places, shares, strict=True)))
            self.play(*coming, *painting, run_time=2 * BREATH)
        self.clear_panel()

    def split_up(self, beat: SoftmaxBeat) -> None:
        """Show softmax as a picture: scores grow into exponentials, and these become the parts of one bar."""
        rows = self.rows_of(self.scenery.cast.outputs, ABOVE_BARS)
        bars = self.panel = SoftmaxBars(beat, list(rows.values()), self.area)
        score, power, share = bars.headings
        with self.saying(beat, "scores"):
            self.play(*self.coming(bars.names), Create(bars.zero), *self.looking_at(None), run_time=BREATH)
            self.play(*self.coming(bars.sums, score), *growing(bars.scores), run_time=2 * BREATH)
        with self.saying(beat, "raised"):
            self.play(FadeOut(bars.sums, score), *self.coming(power), run_time=MOMENT)
            pairs = [(bars.zero, bars.start), *zip(bars.scores, bars.powers, strict=True)]
            self.play(*(ReplacementTransform(*pair) for pair in pairs), run_time=3 * BREATH)
        with self.saying(beat, "shared"):
            self.play(*self.coming(bars.whole), Create(bars.frame), run_time=MOMENT)
            parts = [TransformFromCopy(*pair) for pair in zip(bars.powers, bars.parts, strict=False)]
            self.play(LaggedStart(*parts, lag_ratio=0.5), run_time=2 * BREATH)
            rest = growing(bars.parts[len(parts) :])
            self.play(*rest, FadeOut(power), *self.coming(bars.numbers, share), run_time=BREATH)
            self.wait(BREATH)
        self.clear_panel()

    def tabulate(self, beat: SoftmaxBeat) -> None:
        """Show softmax in numbers, below the table how one of each column comes about."""
        table = self.panel = SoftmaxTable(beat, self.area)
        step, power, share = table.worked
        with self.saying(beat, "shifted"):
            noting = self.noting(*(equation for column in beat.columns for equation in column), beat.total)
            self.play(*self.coming(table.title, *table.names, table.whose, table.largest), *noting, run_time=BREATH)
            self.play(*self.coming(table.headings[0], *table.shifted, table.others[0], step), run_time=BREATH)
            self.play(*self.coming(table.headings[1], *table.exponentials, table.others[1], power), run_time=BREATH)
            self.play(Create(table.rule), *self.coming(table.total), run_time=BREATH)
            self.play(*self.coming(table.headings[2], *table.shares, table.others[2], share), run_time=BREATH)
