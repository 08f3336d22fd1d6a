"""Where an image, the network that sees it, and what is worked out of it stand."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.layout.boxes import Box, Point
from scenes.layout.formats import LANDSCAPE, SQUARE, VERTICAL

L, R = LANDSCAPE.left, LANDSCAPE.right
A, B = VERTICAL.left, VERTICAL.right  # the square picture's, too


@dataclass(frozen=True, slots=True)
class ImageStage:
    """An `image`; right of it, from `lowest` to `highest`, the layers, under lines that have their lowest at `heads`.

    What is said of its size stands above the image, or `under` it.

    `note` is where notes begin, which have `note_room`, and `remark` where what is said in passing does. What the
    answer comes to stands right of it, from `beside` on, or, where that is None, in `below`. Where numbers before and
    after a step stand beside a bar, it is a `bar` long; where only the answer does, as long as `answer`.
    """

    image: Box
    lowest: float
    highest: float
    heads: float
    note: Point
    note_room: float
    remark: Point
    beside: float | None
    below: Box
    bar: float
    answer: float
    under: bool = False


@dataclass(frozen=True, slots=True)
class OpenedStage:
    """A `large` image and some of its `numbers`; the images of a neuron's `weights`, `alone` at first, and `products`,
    its `sheet`; before that comes, the image, the weights and the products are seen larger, in `three` places.

    The first layer stands in `layer` at first, beside the large image, where there is room for it.
    """

    large: Box
    numbers: Box
    layer: Box | None
    alone: Box
    three: tuple[Box, Box, Box]
    weights: Box
    products: Box
    sheet: Box


@dataclass(frozen=True, slots=True)
class BackwardStage:
    """The `sheet` of a delta beside the layers, which `move` to the left for it; `images` in a row or under each other.

    What happens in one pixel is said at `of_two` images or `of_three`, of three `in_a_line` with its label or below it.
    """

    sheet: Box
    move: float
    images: tuple[Box, Box, Box]
    of_two: Point
    of_three: Point
    in_a_line: bool


@dataclass(frozen=True, slots=True)
class WatchedStage:
    """The panels of a training: `accuracy`, `loss`, `classes`, `weights` and `images`; the `matrix` in the end.

    The images are `alone` at first. Panels that have one and the same place take turns there.
    """

    accuracy: Box
    loss: Box
    classes: Box
    weights: Box
    images: Box
    alone: Box
    matrix: Box

    @property
    def curves(self) -> Box:
        """Accuracy and loss together."""
        one, other = self.accuracy, self.loss
        return Box(
            min(one.left, other.left),
            min(one.bottom, other.bottom),
            max(one.right, other.right),
            max(one.top, other.top),
        )


IMAGES = {
    LANDSCAPE.name: ImageStage(
        image=Box(L, -2.45, L + 3.05, 0.6),
        lowest=-3.1,
        highest=1.35,
        heads=1.55,
        note=(L, 2.1),
        note_room=LANDSCAPE.width,
        remark=(L, -3.7),
        beside=1.55,
        below=Box(L, -3.9, R, -3.5),
        bar=1.0,
        answer=2.0,
    ),
    SQUARE.name: ImageStage(
        image=Box(A, -2.35, A + 1.9, -0.45),
        lowest=-2.8,
        highest=0.65,
        heads=0.85,
        note=(A, 1.6),
        note_room=2.4,
        remark=(A, 1.6),
        beside=None,
        below=Box(A, 0.1, A + 2.4, 1.6),
        bar=0.3,
        answer=1.0,
        under=True,
    ),
    VERTICAL.name: ImageStage(
        image=Box(A, -0.05, A + 2.0, 1.95),
        lowest=-2.2,
        highest=3.7,
        heads=3.95,
        note=(A, -3.7),
        note_room=VERTICAL.width,
        remark=(A, -1.0),
        beside=None,
        below=Box(A, -6.9, B, -3.7),
        bar=0.3,
        answer=1.0,
    ),
}
THREE = {
    LANDSCAPE.name: (Box(L, -2.7, L + 4.2, 1.5), Box(-2.1, -2.7, 2.1, 1.5), Box(R - 4.2, -2.7, R, 1.5)),
    SQUARE.name: (Box(A, -1.7, A + 2.55, 0.85), Box(-1.275, -1.7, 1.275, 0.85), Box(B - 2.55, -1.7, B, 0.85)),
    VERTICAL.name: (Box(-1.25, 2.2, 1.25, 4.7), Box(-1.25, -1.2, 1.25, 1.3), Box(-1.25, -4.6, 1.25, -2.1)),
}
OPENED = {
    LANDSCAPE.name: OpenedStage(
        large=Box(L, -3.3, L + 5.3, 2.0),
        numbers=Box(0.4, -3.3, 5.7, 2.0),
        layer=Box(L + 5.3, -3.1, 3.6, 1.35),
        alone=Box(-1.0, -3.2, 3.9, 1.7),
        three=THREE[LANDSCAPE.name],
        weights=Box(L + 3.35, -2.45, L + 6.4, 0.6),
        products=Box(L + 6.7, -2.45, L + 9.75, 0.6),
        sheet=Box(L + 10.15, -3.7, R, 2.2),
    ),
    SQUARE.name: OpenedStage(
        large=Box(A, -2.6, A + 3.9, 1.3),
        numbers=Box(B - 3.9, -2.6, B, 1.3),
        layer=None,
        alone=Box(A + 3.4, -2.9, A + 7.4, 1.1),
        three=THREE[SQUARE.name],
        weights=Box(A + 2.35, -0.5, A + 4.05, 1.2),
        products=Box(A + 2.35, -3.15, A + 4.05, -1.45),
        sheet=Box(A + 4.3, -3.4, B, 1.57),
    ),
    VERTICAL.name: OpenedStage(
        large=Box(-2.5, -0.1, 2.5, 4.9),
        numbers=Box(-2.5, -6.6, 2.5, -1.6),
        layer=None,
        alone=Box(-2.0, -6.0, 2.0, -2.0),
        three=THREE[VERTICAL.name],
        weights=Box(-1.0, -0.05, 1.0, 1.95),
        products=Box(B - 2.0, -0.05, B, 1.95),
        sheet=Box(-2.9, -6.95, 2.9, -1.7),
    ),
}
BACKWARDS = {
    LANDSCAPE.name: BackwardStage(
        sheet=OPENED[LANDSCAPE.name].sheet,
        move=0.0,
        images=THREE[LANDSCAPE.name],
        of_two=(R - 4.2, -0.6),
        of_three=(L, -3.55),
        in_a_line=True,
    ),
    SQUARE.name: BackwardStage(
        sheet=Box(0.06, -3.55, B, 1.57),
        move=2.3,
        images=THREE[SQUARE.name],
        of_two=(A, -2.8),
        of_three=(A, -2.8),
        in_a_line=False,
    ),
    VERTICAL.name: BackwardStage(
        sheet=Box(-0.3, -3.0, B, 4.67),
        move=2.5,
        images=THREE[VERTICAL.name],
        of_two=(A, -5.9),
        of_three=(A, -5.9),
        in_a_line=False,
    ),
}
WATCHED = {
    LANDSCAPE.name: WatchedStage(
        accuracy=Box(L, -0.9, -0.65, 2.45),
        loss=Box(L, -3.85, -0.65, -1.2),
        classes=Box(-0.2, -1.75, 2.2, 2.45),
        weights=Box(2.55, -1.75, R, 2.45),
        images=Box(-0.2, -3.85, R, -2.05),
        alone=Box(L, -3.85, R, 2.45),
        matrix=Box(L, -2.35, R, 2.45),
    ),
    SQUARE.name: WatchedStage(
        accuracy=Box(A, -0.7, 0.2, 1.85),
        loss=Box(A, -3.55, 0.2, -1.0),
        classes=Box(0.6, -3.55, B, 1.85),
        weights=Box(0.6, -3.55, B, 1.85),
        images=Box(0.6, -3.55, B, 1.85),
        alone=Box(A, -3.55, B, 1.85),
        matrix=Box(A, -1.6, B, 2.0),
    ),
    VERTICAL.name: WatchedStage(
        accuracy=Box(A, 2.35, B, 5.0),
        loss=Box(A, -0.6, B, 2.05),
        classes=Box(A, -4.6, -0.35, -0.9),
        weights=Box(0.05, -4.6, B, -0.9),
        images=Box(A, -6.95, B, -4.9),
        alone=Box(A, -6.95, B, 5.0),
        matrix=Box(A, -2.8, B, 4.9),
    ),
}
