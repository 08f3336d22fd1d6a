"""What is said of learning to read images, and of what is read wrong, is true, however well or badly it goes."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import fmean
from typing import Any

import pytest

from mathnet import MLP, Samples
from scenes.lessons import Lesson, find_lesson
from scenes.storyboards.digits_training import DigitsTrainingStory
from scenes.storyboards.tell_digits_mistakes import QUICK, WHOLE, tell_digits_mistakes
from scenes.storyboards.tell_digits_training import tell_digits_training
from scenes.storyboards.training import Passage
from scenes.storyboards.words import say, spoken
from scenes.studies import learn
from scenes.studies.image_mistakes import LISTED, study_mistakes
from scenes.studies.image_training import study_image_training
from scenes.studies.training import with_snapshots
from tests.storyboards.claims import Check, assert_claims_are_true
from tests.storyboards.own import answers
from tests.storyboards.read_images import LESSONS, as_it_stands
from tests.storyboards.test_claims_classes import class_of


def judged(lesson: Lesson) -> Samples:
    if lesson.training is None:
        return Samples([one.x for one in lesson.samples], [one.target for one in lesson.samples])
    return lesson.training.test or lesson.training.train


def said(lesson: Lesson, network: MLP) -> list[tuple[int, int]]:
    """Return (true class, said class) of each image that is judged."""
    samples = judged(lesson)
    return list(zip(map(class_of, samples.targets), map(class_of, answers(network, samples)), strict=True))


def networks(subject: Any) -> list[MLP]:
    lesson, story, _ = subject
    _, history = learn(with_snapshots(lesson))
    assert history is not None
    by_epoch = {one.epoch: one.network for one in history.snapshots}
    return [by_epoch[stage.epoch] for stage in story.study.stages]


def ends(subject: Any) -> tuple[MLP, MLP]:
    passage, all_networks = subject[2], networks(subject)
    return all_networks[passage.first], all_networks[passage.last]


def hits(subject: Any) -> tuple[int, int]:
    before, after = (sum(a == b for a, b in said(subject[0], network)) for network in ends(subject))
    return before, after


def strengths(subject: Any) -> tuple[float, float]:
    neurons = subject[1].study.course.neurons[:6]
    before, after = (fmean(abs(w) for j in neurons for w in network.layers[0].weights[j]) for network in ends(subject))
    return before, after


def shortest(subject: Any) -> tuple[list[str], int]:
    """Return the classes of the shortest bars in the end, and how many bars there are."""
    pairs = said(subject[0], networks(subject)[-1])
    shares = {true: fmean(a == b for a, b in pairs if a == true) for true, _ in pairs}
    lowest = min(shares.values())
    return [subject[0].classes[j] for j in sorted(shares) if shares[j] == lowest], len(shares)


def favourites(subject: Any) -> tuple[int, int, list[str]]:
    """Return how often the most frequent answers before training are said, to how many images, and which they are."""
    given = [answer for _, answer in said(subject[0], networks(subject)[0])]
    most = max(map(given.count, given))
    return most, len(given), [subject[0].classes[j] for j in set(given) if given.count(j) == most]


def rights(subject: Any, stages: slice = slice(None)) -> list[int]:
    """Return how many images are right, epoch by epoch, from the first of the stages to the last."""
    lesson, story, _ = subject
    first, *_, last = story.study.stages[stages]
    _, history = learn(with_snapshots(lesson))
    assert history is not None
    count = len(judged(lesson).inputs)
    key = "train_accuracy" if lesson.training.test is None else "test_accuracy"
    return [round(count * getattr(one, key)) for one in history.epochs[first.epoch : last.epoch + 1]]


def dips(subject: Any) -> bool:
    found = rights(subject, slice(subject[2].first, subject[2].last + 1))
    return found[-1] > found[0] and any(one > other for one, other in pairwise(found))


def rises_most_at_first(subject: Any) -> bool:
    first, *later = (other - one for one, other in pairwise(rights(subject)))
    return subject[1].study.stages[1].epoch == 1 and bool(later) and first > 0 and first > max(later)


def moves_apart(subject: Any) -> bool:
    """Return whether in the passage, from a stage to the next, one class is read better and another one worse."""
    lesson, passage = subject[0], subject[2]
    counts = []
    for network in networks(subject)[passage.first : passage.last + 1]:
        pairs = said(lesson, network)
        counts.append([sum(a == b == j for a, b in pairs) for j in range(len(lesson.classes))])
    return any(
        any(b > a for a, b in zip(one, other, strict=True)) and any(b < a for a, b in zip(one, other, strict=True))
        for one, other in pairwise(counts)
    )


def courses(subject: Any) -> list[list[bool]]:
    """Return of each image that is shown whether it is right, stage by stage."""
    lesson, story, _ = subject
    shown = [one.picture.values for one in story.watched]
    samples = judged(lesson)
    every = [[a == b for a, b in said(lesson, network)] for network in networks(subject)]
    return [[right[samples.inputs.index(x)] for right in every] for x in shown]


def turns(subject: Any) -> bool:
    return any(course[-1] and not all(course) for course in courses(subject))


def steps(subject: Any) -> set[tuple[bool, bool]]:
    """Return which steps from right or wrong to right or wrong the images that are shown take in the passage."""
    passage = subject[2]
    return {step for course in courses(subject) for step in pairwise(course[passage.first : passage.last + 1])}


def mistakes(subject: Any) -> list[tuple[str, str]]:
    lesson, story, _ = subject
    network = story.study.network if hasattr(story.study, "network") else networks(subject)[-1]
    return [(lesson.classes[a], lesson.classes[b]) for a, b in said(lesson, network) if a != b]


def most_frequent(subject: Any, pair: tuple[str, str]) -> bool:
    found = mistakes(subject)
    return found.count(pair) > 0 and all(found.count(other) < found.count(pair) for other in {*found} - {pair})


def is_as_good_always(subject: Any, match: re.Match[str]) -> bool:
    pairs = said(subject[0], networks(subject)[-1])
    names, true = subject[0].classes, [a for a, _ in pairs]
    usual = names.index(match[1])
    is_usual = all(true.count(j) <= true.count(usual) for j in set(true))
    return is_usual and sum(a == b for a, b in pairs) <= true.count(usual)


def tied(subject: Any) -> bool:
    found = mistakes(subject)
    counts = sorted((found.count(pair) for pair in set(found)), reverse=True)
    return len(counts) > 1 and counts[0] == counts[1]


def ranked(subject: Any) -> tuple[int, int]:
    """Return which places of the network's answers the truth has, for the stop that is told of: from 0 on."""
    lesson, story, stop = subject
    output = answers(story.study.network, judged(lesson))[stop.image]
    order = sorted(range(len(output)), key=lambda j: (-output[j], j))
    return order.index(class_of(judged(lesson).targets[stop.image])), stop.image


def outputs_at(subject: Any) -> list[float]:
    """Return the two largest outputs for the image of the stop that is told of."""
    lesson, story, stop = subject
    return sorted(answers(story.study.network, judged(lesson))[stop.image], reverse=True)[:2]


def shows_all_of_the_most_frequent(subject: Any) -> bool:
    found = mistakes(subject)
    return len(subject[1].frequent) == max(map(found.count, found))


TRAINING: dict[str, Check] = {
    r"Before it learns, it says (\w+) to all of them\.": lambda s, m: (
        (p := favourites(s))[0] == p[1] and p[2] == [m[1]]
    ),
    r"Before it learns, it says (\w+) to most of them\.": lambda s, m: (
        (p := favourites(s))[1] / 2 < p[0] < p[1] and p[2] == [m[1]]
    ),
    r"After one pass over its images, .*": lambda s, m: s[1].study.stages[1].epoch == 1,
    r"After \d+ passes over its images, .*": lambda s, m: s[1].study.stages[1].epoch > 1,
    r"No later epoch adds as much\.": lambda s, m: rises_most_at_first(s),
    r"The accuracy on \w+ images rises, with setbacks\.": lambda s, m: dips(s),
    r"The accuracy on \w+ images rises\.": lambda s, m: (p := hits(s))[1] > p[0],
    r"Over these epochs, the accuracy on \w+ images falls\.": lambda s, m: (p := hits(s))[1] < p[0],
    r"The accuracy on \w+ images ends these .*": lambda s, m: (p := hits(s))[1] == p[0],
    r"Their colours get stronger: .*": lambda s, m: (p := strengths(s))[1] > 1.01 * p[0],
    r"Their colours fade: .*": lambda s, m: (p := strengths(s))[1] < 0.99 * p[0],
    r"By now, they hardly get .*": lambda s, m: 0.99 * (p := strengths(s))[0] <= p[1] <= 1.01 * p[0],
    r"In the end, all bars are equally long\.": lambda s, m: len((p := shortest(s))[0]) == p[1],
    r"In the end, the shortest bar is that of (\w+)\.": lambda s, m: shortest(s)[0] == [m[1]],
    r"In the end, several bars are the shortest\.": lambda s, m: len(shortest(s)[0]) > 1,
    r"The bars don't move as one: .*": lambda s, m: moves_apart(s),
    r"In these epochs, no bar shrinks .*": lambda s, m: not moves_apart(s),
    r"In these epochs, some of these images turn .*": lambda s, m: (False, True) in steps(s),
    r"In these epochs, none of these images turns .*": lambda s, m: (False, True) not in steps(s),
    r"Some that were right go wrong again\.": lambda s, m: (True, False) in steps(s),
    r"In the end, some of these images have turned .*": lambda s, m: turns(s),
    r"In the end, none of these images has turned .*": lambda s, m: not turns(s),
    r"It makes no mistake here\.": lambda s, m: not mistakes(s),
    r"It says (\w+) every time: .*": lambda s, m: (
        {answer for _, answer in said(s[0], networks(s)[-1])} == {s[0].classes.index(m[1])}
    ),
    r"Always saying (\w+) would do no worse\.": is_as_good_always,
    r"Its only mistake: (\w+) taken for (\w+)\.": lambda s, m: mistakes(s) == [(m[1], m[2])],
    r"Its most frequent mistake: (\w+) taken for (\w+)\.": lambda s, m: most_frequent(s, (m[1], m[2])),
    r"No mistake is more frequent than all others\.": lambda s, m: tied(s),
}
MISTAKES: dict[str, Check] = {
    "test images, kept from it while it learned": lambda s, m: bool(s[0].training and s[0].training.test),
    "images that it learned from, as there is no test set": lambda s, m: bool(s[0].training and not s[0].training.test),
    "images that come with the lesson": lambda s, m: s[0].training is None,
    r"On to its first mistake\.": lambda s, m: bool(mistakes(s)),
    r"It isn't wrong once, .*": lambda s, m: not mistakes(s),
    r"The next mistakes, quicker\.": lambda s, m: len(mistakes(s)) > WHOLE + 1,
    r"The next mistake, quicker\.": lambda s, m: len(mistakes(s)) <= WHOLE + 1,
    r"The other mistakes go by without a stop\.": lambda s, m: len(mistakes(s)) > WHOLE + QUICK,
    r"No mistake in what is left\.": lambda s, m: len(mistakes(s)) <= WHOLE + QUICK,
    r"It makes no mistake here\.": lambda s, m: not mistakes(s),
    r"It gets none of them right\.": lambda s, m: all(a != b for a, b in said(s[0], s[1].study.network)),
    r"its second choice\.": lambda s, m: ranked(s)[0] == 1,
    r"neither of the two\.": lambda s, m: ranked(s)[0] > 1,
    r"It is unsure: .*": lambda s, m: (p := outputs_at(s))[0] - p[1] <= 0.2,
    r"It is sure, and wrong\.": lambda s, m: outputs_at(s)[0] >= 0.9,
    "All its mistakes": lambda s, m: len(mistakes(s)) <= LISTED,
    "Its first mistakes": lambda s, m: len(mistakes(s)) > LISTED,
    "Its most frequent mistake": lambda s, m: not tied(s),
    "Its most frequent mistakes": lambda s, m: tied(s),
    "every image on which it was made": lambda s, m: not tied(s) and shows_all_of_the_most_frequent(s),
    "the first images on which it was made": lambda s, m: not tied(s) and not shows_all_of_the_most_frequent(s),
    "several are equally frequent": lambda s, m: tied(s),
    r"(\w+) read as (\w+): its only mistake\.": lambda s, m: mistakes(s) == [(m[1], m[2])],
    r"(\w+) read as (\w+), (\d+) times: .*": lambda s, m: (
        most_frequent(s, (m[1], m[2])) and mistakes(s).count((m[1], m[2])) == int(m[3]) > 1
    ),
    r"No mistake is more frequent than all others: .*": lambda s, m: tied(s),
}


def hold_training(lesson: Lesson) -> list[str]:
    story = tell_digits_training(study_image_training(lesson))
    passages = {passage.step: passage for passage in story.passages}
    found = assert_claims_are_true((story.before, story.after), (lesson, story, None), TRAINING)
    for step, words in story.learning.says.items():
        found += assert_claims_are_true(words, (lesson, story, passages.get(step)), TRAINING)
    return found


def hold_mistakes(lesson: Lesson) -> list[str]:
    story = tell_digits_mistakes(study_mistakes(lesson))
    found = assert_claims_are_true(story.run, (lesson, story, None), MISTAKES)
    if story.gallery:
        found += assert_claims_are_true(story.all, (lesson, story, None), MISTAKES)
    if story.frequent:  # without mistakes this chapter is left out
        found += assert_claims_are_true(story.confused, (lesson, story, None), MISTAKES)
    for stop in (*story.whole, *story.quick):
        found += assert_claims_are_true(tuple(stop.says.values()), (lesson, story, stop), MISTAKES)
    return found


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_claimed_of_learning_to_read_is_true(name: str) -> None:
    assert hold_training(LESSONS[name]())


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_claimed_of_mistakes_is_true(name: str) -> None:
    assert hold_mistakes(LESSONS[name]())


@pytest.mark.slow
def test_every_sentence_is_said_of_some_lesson() -> None:
    every = [make() for make in LESSONS.values()]
    for hold, table in ((hold_training, TRAINING), (hold_mistakes, MISTAKES)):
        lessons = every if hold is hold_training else [*every, as_it_stands()]
        found = {sentence for lesson in lessons for sentence in hold(lesson)}
        assert [pattern for pattern in table if not any(re.fullmatch(pattern, one) for one in found)] == []


@pytest.mark.parametrize("name", LESSONS)
def test_the_cell_that_is_ringed_is_that_of_the_mistake_that_is_named(name: str) -> None:
    story = tell_digits_training(study_image_training(LESSONS[name]()))
    named = re.search(r"mistake: (\w+) taken for (\w+)\.", say(spoken(story.after.says["right"])))
    names = [one.text for one in story.matrix.names]
    assert story.named == (named and (names.index(named[1]), names.index(named[2])))


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_pointed_at_while_it_learns_to_read_is_what_is_spoken_of(name: str) -> None:
    lesson = LESSONS[name]()
    story = tell_digits_training(study_image_training(lesson))
    subject = (lesson, story, next((one for one in story.passages if one.step == "images"), Passage("images", 0, 0)))
    favourite = re.search(r"it says (\w+) to", say(spoken(story.before.says["images"])))
    assert story.meant["favourite"] == tuple(
        n for n, one in enumerate(story.watched) if favourite and one.said[0].text == favourite[1]
    )
    right = list(enumerate(courses(subject)))
    passage = slice(subject[2].first, subject[2].last + 1)
    for key, step in (("images", (False, True)), ("strays", (True, False))):
        assert story.meant[key] == tuple(n for n, course in right if step in pairwise(course[passage]))
    assert story.meant["last-images"] == tuple(n for n, course in right if course[-1] and not all(course))
    assert [story.classes[n].name.text for n in story.meant["last-classes"]] == shortest(subject)[0]
    for image, pixels in zip(story.weights[0], story.extremes, strict=True):
        ends = {max(image.values), min(image.values)}
        assert {image.values[pixel] for pixel in pixels} == ends & {max(ends | {0.0}), min(ends | {0.0})} - {0.0}


@pytest.mark.parametrize("name", LESSONS)
def test_the_answers_that_are_pointed_at_are_those_that_are_close_or_sure_or_the_truth(name: str) -> None:
    lesson = LESSONS[name]()
    story = tell_digits_mistakes(study_mistakes(lesson))
    for stop in (*story.whole, *story.quick):
        first, second = outputs_at((lesson, story, stop))
        assert stop.meant == ((0, 1) if first - second <= 0.2 else (0,) if first >= 0.9 else ())
        assert stop.is_second is (ranked((lesson, story, stop))[0] == 1)


@pytest.mark.slow
def test_epochs_and_images_are_told_in_order_and_add_up() -> None:
    story: DigitsTrainingStory = tell_digits_training(study_image_training(find_lesson("digits-32")))
    assert [passage.first for passage in story.passages] == [0, *[passage.last for passage in story.passages[:-1]]]
    for stage in story.study.stages:
        record = story.study.records[stage.epoch]
        right, total = (sum(getattr(one, key) for one in stage.classes) for key in ("right", "total"))
        assert record.test_accuracy is not None
        assert abs(record.test_accuracy - right / total) < 1e-12
    review = tell_digits_mistakes(study_mistakes(find_lesson("digits-32"))).review
    assert review.fraction[-1][1].value == sum(review.right)  # type: ignore[union-attr]
    assert [line[3].value for line in review.fraction] == list(range(1, len(review.right) + 1))  # type: ignore[union-attr]
