"""MistakeStudy → the beats of a network's mistakes: one by one, then all of them, then what is confused most."""

from __future__ import annotations

from scenes.storyboards.digits_mistakes import DigitsMistakesStory, Exhibit, Review, Stop
from scenes.storyboards.equation import Equation
from scenes.storyboards.pictures import read_picture
from scenes.storyboards.readout import Line, Name, Reader
from scenes.storyboards.training import Chapter
from scenes.storyboards.words import Claim, Words, about
from scenes.studies.image_mistakes import MistakeStudy, Wrong

NAME_LENGTH = 10
WHOLE, QUICK = 3, 6  # stops
CLOSE = 0.2  # two outputs that are no further apart leave it undecided
SURE = 0.9  # the least output of an answer that is given for sure


def tell_digits_mistakes(study: MistakeStudy) -> DigitsMistakesStory:
    read = Reader(study, study.lesson.decimals)
    stops = tuple(_stop(study, read, n) for n in range(min(study.mistakes, WHOLE + QUICK)))
    return DigitsMistakesStory(
        study=study,
        run=_run(study, read),
        review=_review(study, read),
        whole=stops[:WHOLE],
        quick=stops[WHOLE:],
        share=Equation("quotient", (read("right"), read("total")), read.below_one("accuracy", 3)),
        all=_all(study, read),
        gallery=tuple(_exhibit(study, read, study.wrong[n].image) for n in range(study.listed))
        if study.frequent_total < study.mistakes
        else (),
        shown=("shown: ", read("listed"), " of ", read("mistakes")),
        confused=_confused(study, read),
        frequent=tuple(_exhibit(study, read, image) for image in study.frequent[: study.side_by_side]),
        frequent_shown=("shown: ", read("side_by_side"), " of ", read("frequent_total")),
    )


def _name(read: Reader, j: int) -> Name:
    return read.name(f"lesson.classes[{j}]", NAME_LENGTH)


def _run(study: MistakeStudy, read: Reader) -> Chapter:
    few: Words = ("the first ", read("total"), " of ", read("available"), " ") if study.total < study.available else ()
    images: Words = (
        Claim(
            ("test images, kept from it while it learned",),
            study.is_tested,
            (
                Claim(
                    ("images that it learned from, as there is no test set",),
                    study.is_learned,
                    ("images that come with the lesson",),
                ),
            ),
        ),
    )
    rest = study.mistakes > WHOLE + QUICK
    says: dict[str, Words] = {
        "task": ("An image comes in, what it shows should come out: how often does the network get it right?",),
        "go": (
            "Now quickly. ",
            Claim(("On to its first mistake.",), study.mistakes > 0, ("It isn't wrong once, to the last of them.",)),
        ),
        "quicker": (
            Claim(("The next mistakes, quicker.",), study.mistakes > WHOLE + 1, ("The next mistake, quicker.",)),
        ),
        "rest": (Claim(("The other mistakes go by without a stop.",), rest, ("No mistake in what is left.",)),),
        "verdict": (
            "It reads ",
            read("right"),
            " of ",
            read("total"),
            " images right. ",
            Claim(
                ("It makes no mistake here.",),
                study.mistakes == 0,
                (Claim(("It gets none of them right.",), study.right == 0),),
            ),
        ),
    }
    return Chapter("run", ("How well does it read?",), (*few, *images), says)


def _review(study: MistakeStudy, read: Reader) -> Review:
    judged, every = study.judged, range(study.total)
    return Review(
        tuple(read_picture(read, f"judged[{i}].picture") for i in every),
        tuple(_name(read, one.said) for one in judged),
        tuple(_name(read, one.true) for one in judged),
        tuple(one.is_right for one in judged),
        tuple(("image ", read(f"judged[{i}].seen"), " of ", read("total")) for i in every),
        tuple(("right so far: ", read(f"judged[{i}].right"), " of ", read(f"judged[{i}].seen")) for i in every),
        tuple(("wrong so far: ", read(f"judged[{i}].wrong")) for i in every),
    )


def _stop(study: MistakeStudy, read: Reader, n: int) -> Stop:
    own = study.wrong[n]
    first, second = own.strongest
    outputs = (read.below_one(f"wrong[{n}].outputs[0]"), read.below_one(f"wrong[{n}].outputs[1]"))
    names = (_name(read, first), _name(read, second))
    true = study.judged[own.image].true
    return Stop(
        f"mistake-{n + 1}",
        {
            "on": ("On to the next mistake.",),
            "guess": ("What would you have said?",),
            "answers": (
                "Its strongest answer is ",
                names[0],
                ", with",
                *about(outputs[0]),
                ". Then comes ",
                names[1],
                ", with",
                *about(outputs[1]),
                ".",
                _told_of_doubt(own),
            ),
            "truth": (
                "But this is ",
                _name(read, true),
                ": ",
                Claim(("its second choice.",), second == true, ("neither of the two.",)),
            ),
            "named": (*_read_as(read, true, first), "."),
        },
        own.image,
        names,
        outputs,
        (0, 1) if _is_unsure(own) else (0,) if _is_sure(own) else (),
        second == true,
    )


def _told_of_doubt(own: Wrong) -> Claim:
    return Claim(
        (" It is unsure: the two are close.",),
        _is_unsure(own),
        (Claim((" It is sure, and wrong.",), _is_sure(own)),),
    )


def _is_unsure(own: Wrong) -> bool:
    one, other = own.outputs
    return one - other <= CLOSE


def _is_sure(own: Wrong) -> bool:
    return own.outputs[0] >= SURE


def _read_as(read: Reader, true: int, said: int) -> Line:
    return (_name(read, true), " read as ", _name(read, said))


def _exhibit(study: MistakeStudy, read: Reader, i: int) -> Exhibit:
    own = study.judged[i]
    return Exhibit(read_picture(read, f"judged[{i}].picture"), (_read_as(read, own.true, own.said),))


def _all(study: MistakeStudy, read: Reader) -> Chapter:
    return Chapter(
        "all",
        (Claim(("All its mistakes",), study.listed == study.mistakes, ("Its first mistakes",)),),
        ("below each: what it is, and what the network reads it as",),
        {
            "look": (
                "It reads ",
                read("right"),
                " of ",
                read("total"),
                " images right. What is hard for us to read need not be hard for it.",
            )
        },
    )


def _confused(study: MistakeStudy, read: Reader) -> Chapter:
    only = len(study.pairs) == 1
    pair: Line = _read_as(read, study.pairs[0].true, study.pairs[0].said) if study.pairs else ()
    return Chapter(
        "confused",
        (Claim(("Its most frequent mistake",), only, ("Its most frequent mistakes",)),),
        (
            Claim(
                ("every image on which it was made",),
                only and study.side_by_side == study.frequent_total,
                (Claim(("the first images on which it was made",), only, ("several are equally frequent",)),),
            ),
        ),
        {"pairs": (_told_of_pairs(study, read, pair),) if pair else ()},
    )


def _told_of_pairs(study: MistakeStudy, read: Reader, pair: Line) -> Claim:
    return Claim(
        (*pair, ": its only mistake."),
        study.mistakes == 1,
        (
            Claim(
                (*pair, ", ", read("pairs[0].count"), " times: no other mistake is made as often."),
                len(study.pairs) == 1,
                ("No mistake is more frequent than all others: these are made equally often.",),
            ),
        ),
    )
