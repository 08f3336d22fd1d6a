// How numbers are written: as in the films (scenes/storyboards/readout.py).
"use strict";

const Numbers = (() => {
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const MOST_PLACES = 4; // to the first digit that tells a number from zero, or a probability from one
  const MINUS = "−";

  /** Return a number with so many decimals, a tie rounded to the even digit. @param {number} value @param {number} decimals */
  function fixed(value, decimals) {
    const text = value.toFixed(decimals);
    const twice = Math.abs(value) * 2 ** (decimals + 1);
    const isTie = Number.isInteger(twice) && twice % 2 === 1;
    if (!isTie || "02468".includes(text[text.length - 1])) return text;
    return (value - Math.sign(value) * 10 ** -decimals * 0.75).toFixed(decimals);
  }

  /** Only what is exactly zero is shown as 0. @param {number} value @param {number} decimals */
  function shown(value, decimals) {
    if (!Number.isFinite(value)) return "too large";
    if (value === 0) return "0";
    let text = fixed(value, decimals);
    if (Math.abs(value) >= 10000) text = withPower(value, Math.min(decimals, 1));
    else if (Number(text) === 0) {
      const needed = -Math.floor(Math.log10(Math.abs(value)));
      text = needed > MOST_PLACES ? withPower(value, 0) : fixed(value, needed);
    }
    return text.replace("-", MINUS);
  }

  /** @param {number} value @param {number} decimals */
  function withPower(value, decimals) {
    const [mantissa, exponent] = value.toExponential(decimals).split("e");
    const power = exponent.replace("+", "").replace("-", "⁻").replace(/\d/g, (digit) => RAISED[Number(digit)]);
    return `${mantissa}·10${power}`;
  }

  /** Return a value from −1 to 1: only what is 1 is shown as 1. @param {number} value @param {number} decimals */
  function share(value, decimals) {
    for (let enough = decimals; enough <= Math.max(decimals, MOST_PLACES); enough++) {
      const text = shown(value, enough);
      const digits = Math.abs(Number(text.replace(MINUS, "-"))); // none, with a power of ten
      if (digits < 1 || (digits === 1 && Math.abs(value) >= 1)) return text;
    }
    const isNearlyOne = Math.abs(value) > 0.5;
    const bound = (isNearlyOne ? 1 - 10 ** -decimals : 10 ** -decimals).toFixed(decimals);
    return `${isNearlyOne === value > 0 ? ">" : "<"} ${value < 0 ? MINUS : ""}${bound}`;
  }

  /** Return a percentage that isn't 0 or 100 unless it is. @param {number} value from 0 to 1 */
  function percent(value) {
    for (const decimals of [1, 2, 3]) {
      const text = (100 * value).toFixed(decimals);
      if ((Number(text) > 0 || value === 0) && (Number(text) < 100 || value === 1)) return `${text} %`;
    }
    return value < 0.5 ? "< 0.1 %" : "> 99.9 %";
  }

  /** Return all digits. @param {number} value */
  const full = (value) => String(value).replace("-", MINUS);

  /**
   * Let an element show a number: all digits are told when it is pointed at or has the focus.
   * @param {Element} element @param {number} value @param {string} text
   */
  function put(element, value, text) {
    if (element.textContent !== text) element.textContent = text;
    element.setAttribute("data-value", String(value));
    element.classList.add("n");
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "0");
  }

  /** Return a new element. @param {string} tag @param {Record<string, any>} [properties] @param {(Node | string)[]} children */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element) /** @type {any} */ (element)[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** Make a picture of numbers, one pixel each. @param {HTMLCanvasElement} canvas @param {(i: number) => number[]} colour of pixel i as [r, g, b] */
  function paint(canvas, colour) {
    const pen = canvas.getContext("2d");
    const image = pen.createImageData(canvas.width, canvas.height);
    for (let i = 0; i < canvas.width * canvas.height; i++) image.data.set([...colour(i), 255], 4 * i);
    pen.putImageData(image, 0, 0);
  }

  return { shown, share, percent, full, put, make, paint };
})();
