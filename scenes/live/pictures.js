// What is drawn becomes the picture that the network sees; nothing is shown here.

/**
 * Ink from 0 to 1 in `side` × `side` cells, row by row, and what of it isn't blank.
 * @typedef {{side: number, ink: Float64Array}} Paper
 * @typedef {{left: number, top: number, width: number, height: number}} Box
 */

const Pictures = (() => {
  const SIDE = 200; // cells along each side of the pad
  const PEN = 8; // its radius in cells
  const BITMAP = 32; // pixels along each side
  const WIDEST = 24; // the 8 × 8 digits are hardly ever wider
  const BLOCK = 4;

  /** @returns {Paper} */
  const blank = () => ({ side: SIDE, ink: new Float64Array(SIDE * SIDE) });

  /** Draw with a round pen, in cells. @param {Paper} paper @param {Point} from @param {Point} to */
  function stroke({ side, ink }, from, to) {
    const [across, down] = [to.x - from.x, to.y - from.y];
    /** @param {number} one @param {number} other */
    const span = (one, other) => [max(0, floor(min(one, other) - PEN - 1)), min(side, max(one, other) + PEN + 1)];
    const [left, right] = span(from.x, to.x);
    const [top, bottom] = span(from.y, to.y);
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const [x, y] = [column + 0.5 - from.x, row + 0.5 - from.y];
        const along = max(0, min(1, (x * across + y * down) / (across ** 2 + down ** 2 || 1)));
        const distance = Math.hypot(x - along * across, y - along * down);
        ink[row * side + column] = max(ink[row * side + column], min(1, max(0, PEN + 0.5 - distance)));
      }
    }
  }

  /** @param {Paper} paper @returns {Box | null} */
  function boxOf({ side, ink }) {
    let [left, top, right, bottom] = [side, side, 0, 0];
    ink.forEach((covered, cell) => {
      if (!covered) return;
      [left, right] = [min(left, cell % side), max(right, (cell % side) + 1)];
      [top, bottom] = [min(top, floor(cell / side)), floor(cell / side) + 1];
    });
    return right ? { left, top, width: right - left, height: bottom - top } : null;
  }

  /** Return which cells, and what shares of it, make each of `to` equal parts of `from` cells. @param {number} from @param {number} to */
  function shares(from, to) {
    return Array.from({ length: to }, (_, part) => {
      const [start, end] = [(part * from) / to, ((part + 1) * from) / to];
      const cells = [];
      for (let i = floor(start); i < min(from, end); i++) cells.push([i, ((min(end, i + 1) - max(start, i)) * to) / from]);
      return cells;
    });
  }

  /** Return a box as `rows` × `columns` averages. @param {Paper} paper @param {Box} box @param {number} rows @param {number} columns */
  function resized({ side, ink }, { left, top, width, height }, rows, columns) {
    const across = shares(width, columns);
    return shares(height, rows).flatMap((down) =>
      across.map((cells) => {
        let total = 0;
        for (const [y, high] of down) for (const [x, wide] of cells) total += high * wide * ink[(top + y) * side + left + x];
        return total;
      }),
    );
  }

  /**
   * Fill a picture as MNIST's are made: what is drawn fits a box of 20 × 20 (of 28 × 28), its proportions kept, and is
   * centred by its mass.
   * @param {Float64Array} picture @param {Paper} paper @param {Box} box @param {number} rows @param {number} columns
   */
  function fit(picture, paper, box, rows, columns) {
    const scale = max(1, round((min(rows, columns) * 20) / 28)) / max(box.width, box.height);
    const [high, wide] = [box.height, box.width].map((length) => max(1, round(length * scale)));
    const small = resized(paper, box, high, wide);
    const mass = Arithmetic.sum(small);
    /** @param {number} field @param {number} length @param {(i: number) => number} place along one axis */
    const shift = (field, length, place) => {
      const middle = Arithmetic.sum(small.map((ink, i) => ink * place(i))) / mass;
      return max(0, min(field - length, round(floor(field / 2) - middle)));
    };
    const top = shift(rows, high, (i) => floor(i / wide));
    const left = shift(columns, wide, (i) => i % wide);
    small.forEach((ink, i) => (picture[(top + floor(i / wide)) * columns + left + (i % wide)] = ink));
  }

  /** Fill a picture as optdigits' are made: pixels of a bitmap that are on, counted in blocks. @param {Float64Array} picture @param {Paper} paper @param {Box} box */
  function count(picture, paper, box) {
    const wide = max(1, min(WIDEST, round((box.width * BITMAP) / box.height)));
    const left = floor((BITMAP - wide) / 2);
    resized(paper, box, BITMAP, wide).forEach((ink, i) => {
      const [row, column] = [floor(i / wide), left + (i % wide)];
      if (ink >= 0.5) picture[floor(row / BLOCK) * (BITMAP / BLOCK) + floor(column / BLOCK)] += 1 / BLOCK ** 2;
    });
  }

  /** Return what the network sees of a drawing, from 0 to 1. @param {Paper} paper @param {[number, number]} shape */
  function seen(paper, [rows, columns]) {
    const picture = new Float64Array(rows * columns);
    const box = boxOf(paper);
    if (box && rows === 8 && columns === 8) count(picture, paper, box);
    else if (box) fit(picture, paper, box, rows, columns);
    return picture;
  }

  return { blank, stroke, seen };
})();
