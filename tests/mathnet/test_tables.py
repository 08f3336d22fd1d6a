"""What a notebook shows of networks and traces is what they hold."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import LOSSES, MLP
from mathnet.losses import check_pair
from mathnet.tables import MOST, Cell, rounded, table

FINITE = st.floats(allow_nan=False, allow_infinity=False)
HOSTILE = ('"><img src=x onerror=alert(1)>', "</table><script>", "' onload='x", "a & b < c")


class Read(HTMLParser):
    """Tables as a browser takes them: the kinds of elements, and for each number its text, title and column."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kinds: set[str] = set()
        self.attributes: set[str] = set()
        self.captions: list[str] = []
        self.numbers: list[tuple[str, str, str]] = []
        self._heads: list[str] = []
        self._in, self._text, self._title = "", "", ""
        self._column = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._text, self._title = "", dict(attrs).get("title") or ""
        if tag == "table":
            self._heads = []
        if tag == "tr":
            self._column = 0
            self._is_head = not self._heads

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self.captions.append(self._text)
        elif tag == "th" and self._is_head:
            self._heads.append(self._text)
        elif tag == "td":
            self.numbers.append((self._text, self._title, self._heads[self._column]))
        if tag in ("td", "th"):
            self._column += 1


def found_at(record: Any, path: str) -> Any:
    """Return what a path like layers[0].neurons[2].z leads to."""
    for name, index in re.findall(r"(\w+)|\[(\d+)\]", path):
        record = getattr(record, name) if name else record[int(index)]
    return record


def is_right(text: str, value: float) -> bool:
    """Whether a text is the value, or it rounded to at least four digits; what isn't whole doesn't look so."""
    read, exact = Decimal(text.replace("−", "-")), Decimal(value)
    close = abs(read - exact) <= abs(exact) * Decimal("5e-4") and (read == 0) == (value == 0)
    return float(read) == value or (close and ("e" in text or read % 1 != 0))


def networks() -> list[MLP]:
    pairs = [("sigmoid", "binary-cross-entropy"), ("softmax", "cross-entropy"), ("softmax", "mean-squared-error")]
    pairs += [("identity", loss) for loss in LOSSES if not LOSSES[loss].classifies]
    made = [MLP.initialised([3, 4, 2], ["relu", last], loss, Random(1)) for last, loss in pairs]
    for network in made:
        check_pair(network.loss, network.activations[-1])
    return made


@pytest.mark.slow
@given(x=st.lists(st.floats(-4, 4), min_size=3, max_size=3), number=st.integers(0, len(networks()) - 1))
def test_each_number_of_a_table_is_that_of_the_record_where_its_title_says(x: list[float], number: int) -> None:
    network = networks()[number]
    trace = network.backward(network.forward(x), [0.0, 1.0])
    for record in (network, trace.forward, trace, network.update(trace, 0.1)):
        numbers = Read(record._repr_html_()).numbers
        for text, title, head in numbers:
            path, _, digits = title.partition(" = ")
            assert repr(found_at(record, path)) == digits
            assert is_right(text, float(digits)), (text, digits)
            assert head.partition("[")[0] in (*path.replace("biases", "bias").replace("[", ".").split("."), "")
        assert len({title for _, title, _ in numbers}) == len(numbers)


def test_a_small_network_is_shown_whole() -> None:
    network = networks()[1]
    trace = network.backward(network.forward([1.0, 2.0, 3.0]), [0.0, 1.0])
    assert len(Read(network._repr_html_()).numbers) == network.parameter_count
    paths = {title.partition(" = ")[0] for _, title, _ in Read(trace._repr_html_()).numbers}
    for j, neuron in enumerate(trace.layers[0].neurons):
        assert {f"layers[0].neurons[{j}].{name}" for name in ("delta", "upstream", "local", "bias_gradient")} <= paths
        assert {f"layers[0].neurons[{j}].weight_gradients[{k}]" for k in range(len(neuron.weight_gradients))} <= paths
    for n, layer in enumerate(trace.forward.layers):
        assert {f"forward.layers[{n}].neurons[{j}].{v}" for j in range(len(layer.neurons)) for v in "za"} <= paths


@pytest.mark.slow
def test_of_a_large_network_a_table_has_some_and_says_of_how_many() -> None:
    network = MLP.initialised([784, 1024, 12], ["relu", "softmax"], "cross-entropy", Random(0))
    x = [0.0] * 700 + [0.5] * 84
    trace = network.backward(network.forward(x), [0.0] * 11 + [1.0])
    for record in (network, trace.forward, trace):
        read = Read(record._repr_html_())
        assert any(f"{MOST} of 1024 neurons" in caption and f"{MOST} of 784" in caption for caption in read.captions)
        assert len(read.numbers) < 1000
    steps = Read(network.update(trace, 0.1)._repr_html_())
    assert steps.captions[0] == f"layers[0]: first {MOST} of 1024 neurons of first {MOST} of 784 weights"
    assert len(steps.numbers) < 1000


def test_of_a_large_trace_the_most_active_neurons_and_their_terms_are_shown() -> None:
    network = MLP.initialised([784, 64, 12], ["relu", "softmax"], "cross-entropy", Random(0))
    trace = network.forward([0.0] * 700 + [0.5] * 84)
    paths = {title.partition(" = ")[0] for _, title, _ in Read(trace._repr_html_()).numbers}
    shown = {int(path.split("[")[2].partition("]")[0]) for path in paths if path.startswith("layers[0].neurons")}
    least = min(trace.layers[0].a[j] for j in shown)
    assert len(shown) == MOST and all(a <= least for j, a in enumerate(trace.layers[0].a) if j not in shown)
    assert {path for path in paths if path.startswith("x[")} == {f"x[{k}]" for k in range(700, 710)}
    terms = {path.partition("products")[2] for path in paths if path.startswith("layers[1].") and "products" in path}
    assert terms == {f"[{k}]" for k in shown}


@given(FINITE)
def test_a_number_is_rounded_so_that_nothing_looks_whole_that_isn_t_nor_like_0(value: float) -> None:
    assert is_right(rounded(value), value)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_read_as_markup(text: str) -> None:
    read = Read(table(text, [(text, [Cell(text, text, 1.5)])]))
    assert read.kinds == {"table", "caption", "tr", "th", "td"}
    assert read.attributes == {"style", "title"}
    assert (read.captions, read.numbers) == ([text], [("1.5", f"{text} = 1.5", text)])


def test_a_table_has_no_colours_of_its_own() -> None:
    html = networks()[0]._repr_html_()
    assert not re.search(r"color|background|class=|<style", html)
