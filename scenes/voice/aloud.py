"""What a caption sounds like: its symbols and numbers as words, for engines that would skip or misread them."""

from __future__ import annotations

import re
import unicodedata

from scenes.storyboards.readout import LOWERED, Line, Name, Segment, Symbol

LETTER_A = "eigh"  # as the symbol a is read, which isn't the article

# how symbols are read; where a pause is enough, a comma
SYMBOLS: dict[str, str] = {
    "−": "minus",
    "+": "plus",
    "±": "plus or minus",
    "·": "times",
    "×": "times",
    "/": "over",
    "÷": "divided by",
    "=": "equals",
    "≈": "is about",
    "≠": "is not",
    "<": "less than",
    ">": "more than",
    "≤": "at most",
    "≥": "at least",
    "→": "to",
    "←": "from",
    "∞": "infinity",
    "√": "the root of",
    "∂": "d",
    "∑": "the sum of",
    "∏": "the product of",
    "∇": "the gradient of",
    "′": "prime",
    "²": "squared",
    "³": "cubed",
    "½": "half",
    "¼": "a quarter",
    "¾": "three quarters",
    "%": "percent",
    "°": "degrees",
    "&": "and",
    "@": "at",
    "#": "number",
    "€": "euros",
    "$": "dollars",
    "£": "pounds",
    "–": ",",
    "—": ",",
    "…": ",",
    "⋮": ",",
    "(": ",",
    ")": ",",
    "⁄": "over",
    "Α": "alpha",
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "Δ": "delta",
    "ε": "epsilon",
    "η": "eta",
    "θ": "theta",
    "λ": "lambda",
    "μ": "mu",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "Σ": "the sum of",
    "τ": "tau",
    "φ": "phi",
    "ω": "omega",
}
# how words are read that aren't read as they are written
WORDS: dict[str, str] = {
    "ReLU": "rayloo",
    "tanh": "tan aitch",
    "ln": "log",
    "exp": "e to the power of",
    "cm": "centimetres",
    "mm": "millimetres",
    "kg": "kilograms",
    "km": "kilometres",
}
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PUNCTUATION = ".,;:?!'-"
QUIET = '"“”„‘«»()[]{}'  # is written around words, and not read
RAISED = "".join(map(chr, LOWERED))


def aloud(line: Line) -> str:
    """Return what is said of a caption, in letters, digits and punctuation alone, on one line.

    >>> aloud(("z ≈ −0.76, and the loss is 3.4·10⁻⁷.",))
    'z is about minus zero point seven six, and the loss is three point four times 10 to the power of minus 7.'
    >>> aloud((Symbol("", "∂C/∂w"), " = ", Symbol("", "δ"), " · ", Symbol("", "a")))
    'd C by d w equals delta times eigh'
    """
    text = "".join(_told(part) for part in line)
    text = re.sub(r"∂(\w+)/∂(\w+)", r" d \1 by d \2 ", text)
    text = re.sub(f"[{RAISED}]+", _raised, text)
    text = re.sub(r"(?<![\w.])-(?=\d)", " minus ", text)
    text = re.sub(r"(\d+)\.(\d+)", _decimal, text)
    text = _in_words(unicodedata.normalize("NFKC", _in_words(text)))  # ½ is a symbol, ⅓ is made of some
    text = "".join(one if _is_read(one) else " " for one in text)
    text = re.sub(r"\s+(?=[.,;:?!])", "", " ".join(text.split()))
    return re.sub(r"^[.,;:\s]+|,+(?=[.,;:?!])|,$", "", text)


def _in_words(text: str) -> str:
    return "".join(f" {SYMBOLS[one]} " if one in SYMBOLS else one for one in text.replace("’", "'"))


def _told(part: Segment) -> str:
    """Return the text of a segment, in which words are read as WORDS says, and a symbol a is no article."""
    if isinstance(part, Name):
        return part.text
    text = part if isinstance(part, str) else part.text
    text = re.sub(r"[^\W\d_]+", lambda word: WORDS.get(word[0], word[0]), text)
    return re.sub(r"\ba\b", LETTER_A, text) if isinstance(part, Symbol) or text == "a" else text


def _raised(found: re.Match[str]) -> str:
    if found[0] in SYMBOLS:
        return f" {SYMBOLS[found[0]]} "
    return f" to the power of {found[0].translate(LOWERED).replace('-', 'minus ')} "


def _decimal(found: re.Match[str]) -> str:
    """Return a number with its decimals one by one; what is before the point as a word where it is a digit."""
    whole = DIGITS[int(found[1])] if len(found[1]) == 1 else found[1]
    return " ".join((whole, "point", *(DIGITS[int(digit)] for digit in found[2])))


def _is_read(character: str) -> bool:
    return character in PUNCTUATION or unicodedata.category(character)[0] in "LN" or character == " "
