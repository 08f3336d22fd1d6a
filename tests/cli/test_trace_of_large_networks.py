"""What `mathnet trace` prints of a network too large to be drawn: all that is on screen, and no more unless asked."""

import json
import math
from random import Random

import pytest

from mathnet import MLP, save_network


@pytest.fixture
def large(run):
    """Print the trace of a network of 2-64-12-2."""
    network = MLP.initialised([2, 64, 12, 2], ["tanh", "relu", "softmax"], "cross-entropy", Random(1))
    save_network(network, "net.json")
    return lambda *options: run("trace", "my.toml", "--network", "net.json", *options).stdout


def test_of_a_large_layer_those_neurons_are_printed_that_films_draw_and_it_says_so(large):
    said = large()
    assert "Hidden layer 1 (8 of 64 neurons), forward" in said and "Hidden layer 2 (8 of 12 neurons)" in said
    assert "--all gives all" in said and "(2 of 2" not in said
    rows = {line.split("│")[1].strip() for line in said.splitlines() if line.startswith("│")} - {""}
    assert len(rows) < 30


def test_all_of_it_is_printed_where_that_is_asked_for(large):
    said = large("--all")
    assert "8 of" not in said
    rows = {line.split("│")[1].strip() for line in said.splitlines() if line.startswith("│")}
    assert {str(j) for j in range(1, 65)} <= rows


def test_a_subtotal_is_printed_with_how_many_terms_it_is_of(large):
    view = json.loads(large("--json"))["view"]
    (first, *_) = view["products"][2].values()
    assert len(first["listed"]) == 8 and first["others"]["count"] == 56
    text = f"{first['others']['value']:.2f}".replace("-", "−")
    assert f"56: {text}" in large()


def test_listed_terms_and_subtotals_add_up_to_the_sums_of_the_trace(large):
    document = json.loads(large("--json"))
    view = document["view"]
    for layer, sums in enumerate(view["products"][1:]):
        assert list(map(int, sums)) == view["layers"][layer + 1]["shown"]
        for j, terms in sums.items():
            products = document["forward"][layer]["products"][int(j)]
            rest = terms["others"]["value"] if terms["others"] else 0.0
            z = math.fsum([*(products[k] for k in terms["listed"]), rest, document["network"]["biases"][layer][int(j)]])
            assert z == pytest.approx(document["forward"][layer]["z"][int(j)], abs=1e-12)
