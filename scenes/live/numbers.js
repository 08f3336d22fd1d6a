// How numbers are written: as in the films (scenes/storyboards/readout.py).
/** Return the first element there is. @param {string} selector @param {ParentNode} within @returns {any} */
const find = (selector, within = document) => within.querySelector(selector);

/** @param {string} selector @returns {any[]} */
const findAll = (selector) => [...document.querySelectorAll(selector)];

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const Numbers = (() => {
  const MOST_PLACES = 4; // to the first digit that tells a number from 0, or a share from 1

  /** A tie goes to the even digit. @param {number} value @param {number} decimals */
  function fixed(value, decimals) {
    const text = value.toFixed(decimals);
    const isTie = (abs(value) * 2 ** (decimals + 1)) % 2 === 1;
    if (!isTie || /[02468]$/.test(text)) return text;
    return (value - Math.sign(value) * 10 ** -decimals * 0.75).toFixed(decimals);
  }

  /** Only what is exactly zero is shown as 0. @param {number} value @param {number} decimals */
  function shown(value, decimals) {
    if (!Number.isFinite(value)) return "too large";
    if (value === 0) return "0";
    let text = fixed(value, decimals);
    if (abs(value) >= 10000) text = withPower(value, min(decimals, 1));
    else if (Number(text) === 0) {
      const needed = -floor(Math.log10(abs(value)));
      text = needed > MOST_PLACES ? withPower(value, 0) : fixed(value, needed);
    }
    return text.replace("-", "−");
  }

  /** @param {number} value @param {number} decimals */
  function withPower(value, decimals) {
    const [mantissa, exponent] = value.toExponential(decimals).split("e");
    const power = exponent.replace("+", "").replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
    return `${mantissa}·10${power}`;
  }

  /** Return a value from −1 to 1: only what is 1 is shown as 1. @param {number} value @param {number} decimals */
  function share(value, decimals) {
    for (let enough = decimals; enough <= max(decimals, MOST_PLACES); enough++) {
      const text = shown(value, enough);
      if (!/^−?1\b/.test(text) || abs(value) >= 1 || text.includes("·")) return text;
    }
    return `${value < 0 ? "−1 +" : "1 −"} ${shown(1 - abs(value), 0)}`;
  }

  /** Let an element show a number. @param {HTMLElement} element @param {number} value @param {string} text */
  function put(element, value, text) {
    if (element.textContent !== text) element.textContent = text;
    element.dataset.value = String(value);
    element.tabIndex = 0;
  }

  /** Show numbers as greys. @param {HTMLCanvasElement} canvas @param {Float64Array} levels @param {number} white */
  function paint(canvas, levels, white) {
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const image = pen.createImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(image.data.buffer); // alpha, blue, green, red
    levels.forEach((level, i) => (pixels[i] = 0xff000000 + 0x10101 * round(6 + (236 * abs(level)) / white)));
    pen.putImageData(image, 0, 0);
  }

  return { shown, share, put, paint };
})();
