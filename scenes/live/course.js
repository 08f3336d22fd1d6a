// Time: the networks that were kept, and what was recorded of them.
/** @param {Data} data @param {(stage: number) => void} choose */
function makeCourse(data, choose) {
  const slider = find("#epoch");
  slider?.addEventListener("input", () => choose(Number(slider.value)));

  /** @param {View} view */
  return ({ stage }) => {
    find("#recorded").textContent = data.recorded[stage].join("\n");
    if (!slider) return;
    const { epoch } = data.stages[stage];
    slider.value = stage;
    slider.ariaValueText = find("#at").textContent = `epoch ${epoch} of ${data.epochs}`;
    for (const mark of findAll(".mark")) {
      for (const end of ["x1", "x2"]) mark.setAttribute(end, `${(100 * epoch) / data.epochs}%`);
    }
  };
}
