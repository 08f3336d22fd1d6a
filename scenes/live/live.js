// A live network: what it is given and what is changed in it comes together here, and everything follows.
"use strict";

(() => {
  /** @type {Data} */
  const data = JSON.parse(document.getElementById("data").textContent);
  const kept = data.stages.length ? data.stages : data.network ? [data.network] : [];
  const last = kept.length - 1;

  /** @type {View} */
  const view = {
    net: kept.length ? Arithmetic.networkOf(data, data.network) : null,
    trace: null,
    pass: null,
    measured: null,
    asRecorded: true,
    sample: null,
    open: null,
    threshold: 0,
    stage: Math.max(0, last),
    touched: new Set(),
  };
  let waits = false;

  // how large weights are, for the slider that hides the weak ones
  const sizes = view.net ? Float64Array.from(view.net.layers.flatMap((layer) => [...layer.weights])).map(Math.abs).sort() : new Float64Array();

  const diagram = makeDiagram(data, (place) => {
    view.open = place.layer ? place : null;
    draw();
    if (view.open) document.getElementById("close").focus({ preventScroll: innerWidth > 900 });
  });
  const worksheet = makeWorksheet(data, diagram, changeWeight);
  const inputs = makeInputs(data, { sample: giveSample, feature: giveFeature, picture: givePicture });
  const panel = makePanel(data, diagram);
  const course = makeCourse(data, chooseStage);
  /** @type {Float64Array} */
  let x;

  /** @param {number} index */
  function giveSample(index) {
    view.sample = data.samples[index];
    x = Arithmetic.unpack(view.sample.x);
    view.measured = view.sample.measured ? Arithmetic.unpack(view.sample.measured) : x.slice();
    view.asRecorded = true;
    view.trace = data.traces ? data.traces[index] : null;
    compute();
  }

  /** @param {number} k @param {number} value */
  function giveFeature(k, value) {
    x = x.slice();
    view.measured[k] = value;
    x[k] = Arithmetic.standardised(data.scaling, value, k);
    view.sample = null;
    view.asRecorded = false;
    compute();
  }

  /** @param {Float64Array} levels from 0 to 1 */
  function givePicture(levels) {
    view.measured = levels.map((level) => level * data.white);
    x = view.measured.map((value, k) => Arithmetic.standardised(data.scaling, value, k));
    view.sample = null;
    view.asRecorded = false;
    compute();
  }

  /** Set a weight, or the bias (k = −1); back to what it was where the value is null. */
  function changeWeight(/** @type {Place | null} */ place, /** @type {number} */ k, /** @type {number | null} */ value) {
    if (!place) {
      const open = view.open;
      view.open = null;
      draw();
      diagram.focus(open);
      return;
    }
    const { layer, j } = place;
    const [own, was] = [view.net, networkAt(view.stage)].map((net) => net.layers[layer - 1]);
    const [numbers, index] = k < 0 ? ["biases", j] : ["weights", j * own.inputs + k];
    own[numbers][index] = value ?? was[numbers][index];
    if (value === null) view.touched.delete(`${layer} ${j} ${k}`);
    else view.touched.add(`${layer} ${j} ${k}`);
    compute();
  }

  /** @param {number} stage */
  const networkAt = (stage) => Arithmetic.networkOf(data, stage === last ? data.network : kept[stage]);

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

  function draw() {
    waits = false;
    for (const part of [diagram, worksheet, inputs, panel, course]) part.draw(view);
    const count = view.touched.size;
    const undo = document.getElementById("undo");
    undo.hidden = !count;
    undo.textContent = `Take back ${count} change${count > 1 ? "s" : ""}`;
    tellHidden();
  }

  function tellHidden() {
    const all = data.sizes.slice(1).reduce((sum, size, n) => sum + size * data.sizes[n], 0);
    const hidden = document.getElementById("hidden");
    if (!view.net) {
      const shown = view.trace.connections.reduce((sum, ofLayer) => sum + ofLayer.length, 0);
      hidden.textContent = `The ${shown} of ${all} connections that carry most are shown.`;
      return;
    }
    const count = view.net.layers.reduce((sum, { weights }) => sum + weights.filter((w) => Math.abs(w) < view.threshold).length, 0);
    hidden.textContent = `${count} of ${all} connections hidden${count ? `: weights weaker than ${Numbers.shown(view.threshold, 3)}` : ""}`;
  }

  const weak = /** @type {HTMLInputElement} */ (document.getElementById("threshold"));
  weak.parentElement.hidden = !view.net;
  weak.addEventListener("input", () => {
    const place = Math.round(Number(weak.value) * sizes.length);
    view.threshold = place ? sizes[Math.min(place, sizes.length - 1)] : 0;
    draw();
  });
  const FEW = 500; // connections that can be told apart
  if (sizes.length > FEW) {
    weak.value = String(1 - FEW / sizes.length);
    view.threshold = sizes[sizes.length - FEW];
  }

  document.getElementById("undo").addEventListener("click", () => chooseStage(view.stage));
  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const now = root.dataset.theme || (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
    root.dataset.theme = now === "light" ? "dark" : "light";
    draw();
  });
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", draw);

  // every number tells all its digits
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const number = /** @type {Element} */ (event.target).closest?.("[data-value]");
      if (!number) return;
      const about = number.closest("[data-about]")?.getAttribute("data-about");
      document.getElementById("number").textContent = `${about ? `${about}: ` : ""}${Numbers.full(Number(number.getAttribute("data-value")))}`;
    });
  }
  giveSample(data.shown);
})();
