// A live network: what it is given and what is changed in it comes together here, and everything follows.
"use strict";

(() => {
  const FEW = 500; // connections that can be told apart
  /** @type {Data} */
  const data = JSON.parse(document.getElementById("data").textContent);
  /** @param {number} stage */
  const networkAt = (stage) => Arithmetic.networkOf(data, data.stages[stage]?.weights ? data.stages[stage] : data.network);

  /** @type {View} */
  const view = {
    net: data.network && Arithmetic.networkOf(data, data.network),
    trace: null,
    pass: null,
    measured: null,
    sample: null,
    open: null,
    threshold: 0,
    stage: data.recorded.length - 1,
    touched: new Set(),
  };
  /** @type {Float64Array} */
  let x; // what the network gets
  let waits = false;

  const diagram = makeDiagram(data, (place) => {
    if (!place.layer) return;
    view.open = place;
    draw();
    document.getElementById("close").focus();
  });
  const worksheet = makeWorksheet(data, diagram, { close, change });
  const inputs = makeInputs(data, {
    sample: giveSample,
    feature: (k, value) => give(view.measured.with(k, value), [k]),
    picture: (levels) => give(levels.map((level) => level * data.white), [...levels.keys()]),
  });
  const parts = [diagram, worksheet, inputs, makePanel(data, diagram), makeCourse(data, chooseStage)];

  /** @param {number} index */
  function giveSample(index) {
    view.sample = data.samples[index];
    x = Arithmetic.unpack(view.sample.x);
    view.measured = view.sample.measured ? Arithmetic.unpack(view.sample.measured) : x;
    view.trace = data.traces && data.traces[index];
    compute();
  }

  /** Give what isn't a sample. @param {Float64Array} measured @param {number[]} changed which of them are new */
  function give(measured, changed) {
    view.measured = measured;
    x = x.slice();
    for (const k of changed) x[k] = Arithmetic.standardised(data.scaling, measured[k], k);
    view.sample = null;
    compute();
  }

  /** Set a weight, or the bias (k = −1); back to what it was where the value is null. @param {Place} place @param {number} k @param {number | null} value */
  function change({ layer, j }, k, value) {
    const [now, before] = [view.net, networkAt(view.stage)].map((net) => net.layers[layer - 1]);
    const index = j * now.inputs + k;
    if (k < 0) now.biases[j] = value ?? before.biases[j];
    else now.weights[index] = value ?? before.weights[index];
    view.touched[value === null ? "delete" : "add"](`${layer} ${j} ${k}`);
    compute();
  }

  function close() {
    const { open } = view;
    view.open = null;
    draw();
    diagram.focus(open);
  }

  /** @param {number} stage */
  function chooseStage(stage) {
    view.stage = stage;
    view.net = networkAt(stage);
    view.touched.clear();
    compute();
  }

  function compute() {
    view.pass = view.net
      ? Arithmetic.forward(view.net, x)
      : { activations: [x, ...view.trace.a.map(Arithmetic.unpack)], z: [x, ...view.trace.z.map(Arithmetic.unpack)] };
    if (!waits) requestAnimationFrame(draw);
    waits = true;
  }

  const undo = document.getElementById("undo");
  undo.addEventListener("click", () => chooseStage(view.stage));

  function draw() {
    waits = false;
    for (const part of parts) part.draw(view);
    undo.hidden = !view.touched.size;
    undo.textContent = `Take back ${view.touched.size} change${view.touched.size > 1 ? "s" : ""}`;
    tellHidden();
  }

  function tellHidden() {
    const { net, trace, threshold } = view;
    const all = data.activations.reduce((sum, _, n) => sum + data.sizes[n] * data.sizes[n + 1], 0);
    const weak = net ? net.layers.map(({ weights }) => weights.filter((w) => Math.abs(w) < threshold).length) : [];
    const count = weak.reduce((sum, one) => sum + one, 0);
    document.getElementById("weak").textContent = net
      ? `${count} of ${all} connections hidden${count ? `: weights weaker than ${Numbers.shown(threshold, 3)}` : ""}`
      : `The ${trace.connections.flat().length} of ${all} connections that carry most are shown.`;
  }

  const slider = /** @type {HTMLInputElement} */ (document.getElementById("threshold"));
  if (slider) {
    const sizes = Float64Array.from(view.net.layers.flatMap(({ weights }) => [...weights].map(Math.abs))).sort();
    const hide = (/** @type {number} */ count) => (view.threshold = count ? sizes[Math.min(count, sizes.length - 1)] : 0);
    const few = Math.max(0, sizes.length - FEW);
    slider.value = String(few / sizes.length);
    hide(few);
    slider.addEventListener("input", () => {
      hide(Math.round(Number(slider.value) * sizes.length));
      draw();
    });
  }

  const light = matchMedia("(prefers-color-scheme: light)");
  light.addEventListener("change", draw);
  document.getElementById("theme").addEventListener("click", () => {
    const { dataset } = document.documentElement;
    dataset.theme = (dataset.theme || (light.matches ? "light" : "dark")) === "light" ? "dark" : "light";
    draw();
  });

  // every number tells all its digits
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      const number = /** @type {HTMLElement} */ (/** @type {Element} */ (target).closest("[data-value]"));
      if (!number) return;
      const about = /** @type {HTMLElement} */ (number.closest("[data-about]"))?.dataset.about;
      const digits = Numbers.full(Number(number.dataset.value));
      document.getElementById("number").textContent = about ? `${about}: ${digits}` : digits;
    });
  }
  giveSample(data.shown);
})();
