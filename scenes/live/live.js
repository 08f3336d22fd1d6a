// A live network: what it is given and what is changed in it comes together here, and everything follows.
"use strict";

(() => {
  const FEW = 500; // connections that can be told apart
  /** @type {Data} */
  const data = JSON.parse(find("#data").textContent);
  /** @param {number} stage */
  const networkAt = (stage) => Arithmetic.networkOf(data, data.stages[stage]?.weights ? data.stages[stage] : data.network);

  const view = /** @type {View} */ ({
    net: data.network && Arithmetic.networkOf(data, data.network),
    threshold: 0,
    stage: data.recorded.length - 1,
    touched: new Set(),
  });
  let x = new Float64Array(); // what the network gets
  let waits = false;
  const none = /** @type {any} */ (null);

  const diagram = makeDiagram(data, (place) => {
    if (!place.layer) return;
    view.open = place;
    draw();
    find("#close").focus();
  });
  const worksheet = makeWorksheet(data, diagram, { close, change });
  const inputs = makeInputs(data, {
    sample: giveSample,
    feature: (k, value) => give((old, i) => (i === k ? value : old)),
    picture: (levels) => give((_, i) => levels[i] * data.white),
  });
  const parts = [diagram.draw, worksheet, inputs, makePanel(data, diagram), makeCourse(data, chooseStage)];

  /** @param {number} index */
  function giveSample(index) {
    view.sample = data.samples[index];
    x = Arithmetic.unpack(view.sample.x);
    view.measured = view.sample.measured ? Arithmetic.unpack(view.sample.measured) : x;
    view.trace = data.traces && data.traces[index];
    compute();
  }

  /** Give what isn't a sample. @param {(old: number, k: number) => number} change of what is measured */
  function give(change) {
    const before = view.measured;
    view.measured = before.map(change);
    x = x.map((old, k) => (view.measured[k] === before[k] ? old : Arithmetic.standardised(data.scaling, view.measured[k], k)));
    view.sample = none;
    compute();
  }

  /** Set a weight, or the bias (k = −1). @param {Place} place @param {number} k @param {number} value */
  function change({ layer, j }, k, value) {
    const { biases, weights, inputs } = view.net.layers[layer - 1];
    if (k < 0) biases[j] = value;
    else weights[j * inputs + k] = value;
    view.touched.add(`${layer} ${j} ${k}`);
    compute();
  }

  function close() {
    const { open } = view;
    view.open = none;
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

  const undo = find("#undo");
  undo.addEventListener("click", () => chooseStage(view.stage));

  function draw() {
    waits = false;
    for (const draw of parts) draw(view);
    undo.hidden = !view.touched.size;
    tellHidden();
  }

  function tellHidden() {
    const { net, trace, threshold } = view;
    const all = data.activations.reduce((sum, _, n) => sum + data.sizes[n] * data.sizes[n + 1], 0);
    const drawn = trace?.connections.flat().length;
    const weak = net?.layers.reduce((sum, { weights }) => sum + weights.filter((w) => Math.abs(w) < threshold).length, 0);
    find("#weak").textContent = trace
      ? `The ${drawn} of ${all} connections that carry most are shown.`
      : `${weak} of ${all} connections hidden${weak ? `: weights weaker than ${Numbers.shown(threshold, 3)}` : ""}`;
  }

  const slider = find("#threshold");
  if (slider) {
    const strengths = Float64Array.from(view.net.layers.flatMap(({ weights }) => [...weights].map(Math.abs))).sort();
    slider.max = strengths.length - 1;
    slider.value = Math.max(0, strengths.length - FEW);
    const hide = () => (view.threshold = slider.value > 0 ? strengths[slider.value] : 0);
    slider.addEventListener("input", () => {
      hide();
      draw();
    });
    hide();
  }

  const light = matchMedia("(prefers-color-scheme: light)");
  light.addEventListener("change", draw);
  find("#theme").addEventListener("click", () => {
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
      find("#number").textContent = about ? `${about}: ${digits}` : digits;
    });
  }
  giveSample(data.shown);
})();
