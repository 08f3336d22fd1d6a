// How the network learned: a slider through the networks that were kept, and what was recorded of each.
"use strict";

/** @param {Data} data @param {(stage: number) => void} choose */
function makeCourse(data, choose) {
  const slider = /** @type {HTMLInputElement} */ (document.getElementById("epoch"));
  slider?.addEventListener("input", () => choose(Number(slider.value)));

  /** @param {View} view */
  function draw({ stage }) {
    const recorded = document.getElementById("recorded");
    if (recorded.textContent !== data.recorded[stage].join("")) {
      recorded.replaceChildren(...data.recorded[stage].map((textContent) => Numbers.make("p", { textContent })));
    }
    if (!slider) return;
    const { epoch } = data.stages[stage];
    slider.value = String(stage);
    const text = `epoch ${epoch} of ${data.epochs}`;
    slider.setAttribute("aria-valuetext", text);
    document.getElementById("at").textContent = text;
    for (const mark of document.querySelectorAll(".mark")) {
      for (const end of ["x1", "x2"]) mark.setAttribute(end, `${(100 * epoch) / data.epochs}%`);
    }
  }

  return { draw };
}
