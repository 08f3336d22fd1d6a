// How the network learned: curves of loss and accuracy, and a slider through the networks that were kept.
"use strict";

/** @param {Data} data @param {(stage: number) => void} choose */
function makeCourse(data, choose) {
  const { shown, percent } = Numbers;
  const SVG = "http://www.w3.org/2000/svg";
  const [WIDE, HIGH] = [300, 90];
  const holder = document.getElementById("course");
  const slider = /** @type {HTMLInputElement} */ (document.getElementById("epoch"));
  const { curve, stages } = data;
  /** @type {SVGElement[]} */
  const marks = [];
  const lastEpoch = curve.length ? curve[curve.length - 1][0] : 0;

  /** @param {string} name @param {Record<string, any>} attributes */
  function shape(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    return made;
  }

  /** Draw one chart: column `of` is of the training, the one two further on of the test. @param {number} of @param {string} name @param {(value: number) => string} write */
  function chart(of, name, write) {
    const columns = [of, of + 2].filter((column) => curve[0][column] !== null);
    if (!columns.length) return;
    const values = columns.flatMap((column) => curve.map((record) => record[column]));
    const [low, high] = of === 2 ? [Math.min(...values), 1] : [0, Math.max(...values)];
    /** @param {number} epoch @param {number} value */
    const at = (epoch, value) => `${(WIDE * epoch) / lastEpoch} ${HIGH - (HIGH * (value - low)) / (high - low || 1)}`;
    const svg = shape("svg", { viewBox: `-2 -2 ${WIDE + 4} ${HIGH + 4}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    for (const column of columns) {
      const d = curve.map((record, i) => `${i ? "L" : "M"}${at(record[0], record[column])}`).join("");
      svg.append(shape("path", { d, class: column > 2 ? "test" : "train", "vector-effect": "non-scaling-stroke" }));
    }
    const mark = shape("line", { y1: 0, y2: HIGH, class: "mark", "vector-effect": "non-scaling-stroke" });
    marks.push(mark);
    svg.append(mark);
    const caption = Numbers.make("figcaption", { textContent: `${name}, from ${write(low)} to ${write(high)}` });
    document.getElementById("curves").append(Numbers.make("figure", {}, caption, svg));
  }

  if (curve.length) {
    holder.hidden = false;
    chart(1, "Loss", (value) => shown(value, 2));
    chart(2, "Accuracy", percent);
    document.getElementById("tested").hidden = curve[0][3] === null;
  }
  slider.max = String(Math.max(0, stages.length - 1));
  slider.parentElement.hidden = stages.length < 2;
  slider.addEventListener("input", () => choose(Number(slider.value)));

  /** Say what was recorded. @param {number} loss @param {number | null} accuracy @param {string} of */
  const told = (loss, accuracy, of) => `${accuracy === null ? "" : `accuracy ${percent(accuracy)}, `}loss ${shown(loss, 3)} (${of})`;

  /** @param {View} view */
  function draw(view) {
    const place = document.getElementById("recorded");
    if (!curve.length) {
      place.textContent = told(data.judged.loss, data.judged.accuracy, `over ${data.count} ${data.noun}${data.count > 1 ? "s" : ""}`);
      return;
    }
    const epoch = stages.length ? stages[view.stage].epoch : lastEpoch;
    const record = curve.find(([of]) => of === epoch);
    slider.value = String(view.stage);
    const text = `epoch ${epoch} of ${lastEpoch}`;
    slider.setAttribute("aria-valuetext", text);
    document.getElementById("at").textContent = text;
    for (const mark of marks) for (const end of ["x1", "x2"]) mark.setAttribute(end, String((WIDE * epoch) / lastEpoch));
    const [, trainLoss, trainAccuracy, testLoss, testAccuracy] = record;
    const parts = testLoss === null ? [] : [told(testLoss, testAccuracy, "test")];
    place.textContent = [...parts, told(trainLoss, trainAccuracy, "training")].join("; ");
  }

  return { draw };
}
