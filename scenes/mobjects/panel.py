"""How wide the panel beside a network has to be for all that a film will ever work out in it."""

from __future__ import annotations

from scenes.mobjects.chain import width_of_chain
from scenes.mobjects.factors import width_of_factors, width_of_steps
from scenes.mobjects.ledger import width_of_ledger
from scenes.mobjects.loss_curve import width_of_slope
from scenes.mobjects.outcome import width_of_comparison, width_of_outcome
from scenes.mobjects.softmax_bars import width_of_bars
from scenes.mobjects.softmax_table import width_of_softmax
from scenes.mobjects.worksheet import width_of_sheet
from scenes.storyboards.backpropagation import BackStory
from scenes.storyboards.forward_pass import ForwardStory
from scenes.storyboards.notation import X


def width_of_forward_pass(story: ForwardStory) -> float:
    widths = [width_of_outcome(story.verdict), *map(width_of_sheet, story.sheets)]
    if story.softmax:
        widths += [width_of_bars(story.softmax), width_of_softmax(story.softmax)]
    if worked := story.entrance.features[story.entrance.worked].standardised:
        widths.append(width_of_ledger(worked, story.entrance.labels[: len(worked.operands)], (X,)))
    return max(widths)


def width_of_backpropagation(story: BackStory) -> float:
    update = story.update
    widths = [width_of_factors(update.one), width_of_steps(update.all), width_of_comparison(story.second_pass)]
    widths += map(width_of_sheet, story.sheets)
    widths += map(width_of_slope, story.slopes)
    widths += map(width_of_chain, story.chains)
    return max(*widths, width_of_outcome(story.recall.verdict))
