// What is drawn on the pad becomes the picture that the network sees: arithmetic, no drawing on screen in it.
"use strict";

/** Ink from 0 to 1 in `side` × `side` cells, row by row. @typedef {{side: number, ink: Float64Array}} Paper */

const Pictures = (() => {
  const SIDE = 200; // cells along each side of the pad
  const PEN = 8; // its radius in cells
  const BITMAP = 32; // pixels along each side
  const WIDEST = 24; // the 8 × 8 digits are hardly ever wider
  const BLOCK = 4;

  /** @returns {Paper} */
  const blank = () => ({ side: SIDE, ink: new Float64Array(SIDE * SIDE) });

  /** Draw with a round pen from one point to another, in cells. @param {Paper} paper @param {Point} from @param {Point} to */
  function stroke(paper, { x: x0, y: y0 }, { x: x1, y: y1 }) {
    const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
    /** @param {number} one @param {number} other */
    const span = (one, other) => [
      Math.max(0, Math.floor(Math.min(one, other) - PEN - 1)),
      Math.min(paper.side - 1, Math.ceil(Math.max(one, other) + PEN + 1)),
    ];
    const [left, right] = span(x0, x1);
    const [top, bottom] = span(y0, y1);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const [x, y] = [column + 0.5, row + 0.5];
        const along = length ? Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length)) : 0;
        const distance = Math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0));
        const cell = row * paper.side + column;
        paper.ink[cell] = Math.max(paper.ink[cell], Math.min(1, Math.max(0, PEN + 0.5 - distance)));
      }
    }
  }

  /** Return the box of what has ink, its end not included, or null. @param {Paper} paper */
  function boxOf(paper) {
    let [left, top, right, bottom] = [paper.side, paper.side, 0, 0];
    paper.ink.forEach((ink, cell) => {
      if (!ink) return;
      const [row, column] = [Math.floor(cell / paper.side), cell % paper.side];
      [left, right] = [Math.min(left, column), Math.max(right, column + 1)];
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
    });
    return right ? { left, top, width: right - left, height: bottom - top } : null;
  }

  /** Return for each of `to` equal parts of `from` cells which cells make it up, and how. @param {number} from @param {number} to */
  function shares(from, to) {
    return Array.from({ length: to }, (_, part) => {
      const [start, end] = [(part * from) / to, ((part + 1) * from) / to];
      /** @type {[number, number][]} */
      const found = [];
      for (let cell = Math.floor(start); cell < Math.min(from, Math.ceil(end)); cell++) {
        found.push([cell, (Math.min(end, cell + 1) - Math.max(start, cell)) / (end - start)]);
      }
      return found;
    });
  }

  /** Return a box as `rows` × `columns` averages. @param {Paper} paper @param {any} box @param {number} rows @param {number} columns */
  function resized(paper, box, rows, columns) {
    const [down, across] = [shares(box.height, rows), shares(box.width, columns)];
    const made = new Float64Array(rows * columns);
    down.forEach((ofRow, row) =>
      across.forEach((ofColumn, column) => {
        let total = 0;
        for (const [y, high] of ofRow) {
          const start = (box.top + y) * paper.side + box.left;
          for (const [x, wide] of ofColumn) total += high * wide * paper.ink[start + x];
        }
        made[row * columns + column] = total;
      }),
    );
    return made;
  }

  /**
   * Return a picture made as MNIST's are: what is drawn fits a box of 20 × 20 (of 28 × 28), its proportions kept, and
   * its centre of mass is as near to the middle pixel as whole pixels allow.
   * @param {Paper} paper @param {number} rows @param {number} columns
   */
  function fitted(paper, rows, columns) {
    const picture = new Float64Array(rows * columns);
    const box = boxOf(paper);
    if (!box) return picture;
    const room = Math.max(1, Math.round((Math.min(rows, columns) * 20) / 28));
    const scale = room / Math.max(box.width, box.height);
    const [high, wide] = [box.height, box.width].map((length) => Math.max(1, Math.round(length * scale)));
    const small = resized(paper, box, high, wide);
    const mass = Arithmetic.sum(small);
    const middle = [small.map((ink, i) => ink * Math.floor(i / wide)), small.map((ink, i) => ink * (i % wide))];
    const [top, left] = middle.map((moments, axis) => {
      const [field, length] = axis ? [columns, wide] : [rows, high];
      const shift = Math.round(Math.floor(field / 2) - Arithmetic.sum(moments) / mass);
      return Math.max(0, Math.min(field - length, shift));
    });
    small.forEach((ink, i) => (picture[(top + Math.floor(i / wide)) * columns + left + (i % wide)] = ink));
    return picture;
  }

  /** Return a picture made as optdigits' are: the share of pixels that are on in blocks of a bitmap. @param {Paper} paper */
  function counted(paper) {
    const side = BITMAP / BLOCK;
    const picture = new Float64Array(side * side);
    const box = boxOf(paper);
    if (!box) return picture;
    const wide = Math.max(1, Math.min(WIDEST, Math.round((box.width * BITMAP) / box.height)));
    const left = Math.floor((BITMAP - wide) / 2);
    resized(paper, box, BITMAP, wide).forEach((ink, i) => {
      if (ink < 0.5) return;
      const [row, column] = [Math.floor(i / wide), left + (i % wide)];
      picture[Math.floor(row / BLOCK) * side + Math.floor(column / BLOCK)] += 1 / BLOCK ** 2;
    });
    return picture;
  }

  /** Return what the network sees of a drawing, from 0 to 1. @param {Paper} paper @param {[number, number]} shape */
  const seen = (paper, [rows, columns]) => (rows === 8 && columns === 8 ? counted(paper) : fitted(paper, rows, columns));

  return { blank, stroke, seen };
})();
