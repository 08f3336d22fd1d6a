"""Every film is a page: small, with every number that is on screen as text."""

from __future__ import annotations

import pytest

from scenes.storyboards.readout import resolve
from scenes.style import NEGATIVE, POSITIVE
from tests.pages.made import LARGEST, Elements, make, shown_numbers, strokes_of
from tests.scenes.test_films import FILMS


@pytest.mark.slow
@pytest.mark.parametrize("film", [film for film, _, _ in FILMS], ids=lambda film: film.__name__)
def test_a_film_is_a_page(film):
    made = make(film)
    assert len(made.html.encode()) < LARGEST
    assert list(shown_numbers(made.data)) == list(made.seen)
    addresses = [stop["id"] for stop in made.data["stops"]]
    assert len([address for address in addresses if "-epoch-" not in address]) == len(made.film.captions) >= 3
    assert set(Elements(made.html).values("href")) <= {f"#{address}" for address in addresses}
    assert [stroke for stroke in strokes_of(made, POSITIVE) if stroke.count("m") > 1] == []
    assert [stroke for stroke in strokes_of(made, NEGATIVE) if stroke.count("m") == 1] == []
    for path, _, value in made.data["readouts"]:
        assert repr(resolve(made.film.subject, path)) == value
