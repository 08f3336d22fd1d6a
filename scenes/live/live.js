// What is given and what is moved comes together here, and everything follows.
(() => {
  const FEW = 500; // connections that can be told apart
  const MOST = 3000; // that are drawn in time
  /** @type {Data} */
  const data = JSON.parse(find("#data").textContent);

  const view = /** @type {View} */ ({
    net: data.network && Arithmetic.networkOf(data, data.network),
    threshold: 0,
    stage: data.recorded.length - 1,
    touched: new Set(),
  });
  let x = new Float64Array(); // the input
  let waits = false;

  const diagram = makeDiagram(data, (place) => {
    if (!place.layer) return;
    view.open = place;
    draw();
    find("#close").focus();
  });
  const parts = [
    diagram.draw,
    makeWorksheet(data, diagram, { close, move }),
    makeInputs(data, {
      sample: giveSample,
      feature: (k, value) => give((old, i) => (i === k ? value : old)),
      picture: (levels) => give((_, i) => levels[i] * data.white),
    }),
    makePanel(data),
    makeCourse(data, chooseStage),
  ];

  /** @param {number} index */
  function giveSample(index) {
    view.sample = data.samples[index];
    x = Arithmetic.unpack(view.sample.x);
    view.measured = Arithmetic.unpack(view.sample.measured ?? view.sample.x);
    view.trace = data.traces?.[index];
    compute();
  }

  /** Give what isn't a sample. @param {(old: number, k: number) => number} change of what is measured */
  function give(change) {
    const before = view.measured;
    view.measured = before.map(change);
    x = x.map((old, k) => {
      const value = view.measured[k];
      return value === before[k] ? old : Arithmetic.standardised(data.scaling, value, k);
    });
    view.sample = null;
    compute();
  }

  /** Set a weight, or the bias (k = −1). @param {Place} place @param {number} k @param {number} value */
  function move({ layer, j }, k, value) {
    const { biases, weights, inputs } = view.net.layers[layer - 1];
    if (k < 0) biases[j] = value;
    else weights[j * inputs + k] = value;
    view.touched.add(`${layer} ${j} ${k}`);
    tellHidden();
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
    view.net = Arithmetic.networkOf(data, data.stages[stage]?.weights ? data.stages[stage] : data.network);
    view.touched.clear();
    tellHidden();
  }

  function compute() {
    if (!waits) requestAnimationFrame(draw);
    waits = true;
  }

  function draw() {
    waits = false;
    const { net, trace } = view;
    view.pass = trace
      ? { activations: [x, ...trace.a.map(Arithmetic.unpack)], z: [x, ...trace.z.map(Arithmetic.unpack)] }
      : Arithmetic.forward(net, x);
    for (const part of parts) part(view);
    find("#undo").hidden = !view.touched.size;
  }

  function tellHidden() {
    const weights = view.net.layers.flatMap((layer) => [...layer.weights]);
    const weak = weights.filter((w) => abs(w) < view.threshold).length;
    const than = weak ? `: weights weaker than ${Numbers.shown(view.threshold, 3)}` : "";
    find("#weak").textContent = `${weak} of ${weights.length} connections hidden${than}`;
    compute();
  }

  find("#undo").addEventListener("click", () => chooseStage(view.stage));

  const slider = find("#threshold");
  if (slider) {
    const strengths = view.net.layers.flatMap(({ weights }) => [...weights].map(abs));
    strengths.sort((one, other) => one - other);
    const hide = () => {
      view.threshold = slider.value > 0 ? strengths[slider.value] : 0;
      tellHidden();
    };
    slider.min = max(0, strengths.length - MOST);
    slider.max = strengths.length - 1;
    slider.value = max(0, strengths.length - FEW);
    slider.addEventListener("input", hide);
    hide();
  }

  const paper = matchMedia("(prefers-color-scheme: light)");
  paper.addEventListener("change", compute);
  find("#theme").addEventListener("click", () => {
    const { dataset } = document.documentElement;
    dataset.theme = (dataset.theme ? dataset.theme === "light" : paper.matches) ? "dark" : "light";
    compute();
  });

  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      const { about, value } = /** @type {any} */ (target).dataset ?? {};
      if (value) find("#number").textContent = `${about}: ${value.replace("-", "−")}`;
    });
  }
  giveSample(data.shown);
})();
