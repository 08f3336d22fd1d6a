// What the network is given: samples to choose from, a slider for each feature, a pad to draw on.
"use strict";

/**
 * @param {Data} data
 * @param {{sample: (index: number) => void, feature: (k: number, value: number) => void,
 *   picture: (levels: Float64Array) => void}} give
 */
function makeInputs(data, give) {
  const { make, put, shown } = Numbers;
  const samples = document.getElementById("samples");
  const features = document.getElementById("features");
  const pad = /** @type {HTMLCanvasElement} */ (document.getElementById("pad"));
  const paper = { ...Pictures.blank() };
  const unit = data.unit ? ` ${data.unit}` : "";
  /** @type {{input: HTMLInputElement, output: HTMLElement}[]} */
  const sliders = [];

  /** Return what a sample is called: by its number, and by what it truly is. @param {Sample} sample */
  function sampleName({ number, target, measuredTarget }) {
    const truth = data.classifies ? data.classes[Arithmetic.predict(target)] : (measuredTarget ?? target).map((y) => shown(y, data.decimals)).join(", ");
    return `${data.noun} ${number}: ${truth}`;
  }

  function offerSamples() {
    if (!data.image) {
      const menu = make("select", { id: "sample", "aria-label": "Sample" });
      menu.append(...data.samples.map((sample, index) => make("option", { value: String(index), textContent: sampleName(sample) })));
      menu.prepend(make("option", { value: "-1", textContent: "your own", disabled: true }));
      menu.addEventListener("change", () => give.sample(Number(/** @type {HTMLSelectElement} */ (menu).value)));
      samples.append(menu);
      return;
    }
    samples.append(
      ...data.samples.map((sample, index) => {
        const [height, width] = data.image;
        const levels = Arithmetic.unpack(sample.measured ?? sample.x);
        const small = /** @type {HTMLCanvasElement} */ (make("canvas", { width, height }));
        Numbers.paint(small, (i) => Array(3).fill(6 + (236 * Math.abs(levels[i])) / data.white));
        const button = make("button", { type: "button", title: sampleName(sample), "aria-label": sampleName(sample) }, small);
        button.addEventListener("click", () => give.sample(index));
        return button;
      }),
    );
  }

  /** Return a step of 1, 0.1, … that is a hundredth of a range or less. @param {number} range */
  const stepOf = (range) => 10 ** Math.floor(Math.log10(range / 100 || 1));

  function offerFeatures() {
    data.ranges.forEach(([low, high], k) => {
      const step = stepOf(high - low);
      const input = /** @type {HTMLInputElement} */ (make("input", { type: "range", min: String(low), max: String(high), step: "any", id: `feature-${k}` }));
      const output = make("span", { "data-about": data.features[k] });
      input.addEventListener("input", () => {
        const wanted = Number((Math.round(Number(input.value) / step) * step).toPrecision(12));
        give.feature(k, Math.max(low, Math.min(high, wanted)));
      });
      features.append(make("div", {}, make("label", { htmlFor: input.id, textContent: data.features[k] }), output, input));
      sliders.push({ input, output });
    });
  }

  function showPaper() {
    Numbers.paint(pad, (i) => Array(3).fill(6 + 236 * paper.ink[i]));
  }

  function offerPad() {
    Object.assign(pad, { width: paper.side, height: paper.side });
    /** @type {Point | null} */
    let from = null;
    let waits = false;
    /** @param {Point} to */
    const draw = (to) => {
      Pictures.stroke(paper, (from ?? to).x, (from ?? to).y, to.x, to.y);
      from = to;
      if (!waits) requestAnimationFrame(hand);
      waits = true;
    };
    const hand = () => {
      waits = false;
      showPaper();
      give.picture(Pictures.seen(paper, ...data.image));
    };
    /** @param {PointerEvent} event */
    const at = (event) => {
      const box = pad.getBoundingClientRect();
      return { x: ((event.clientX - box.left) / box.width) * paper.side, y: ((event.clientY - box.top) / box.height) * paper.side };
    };
    pad.addEventListener("pointerdown", (event) => {
      pad.setPointerCapture(event.pointerId);
      from = null;
      draw(at(event));
      event.preventDefault();
    });
    pad.addEventListener("pointermove", (event) => {
      if (!event.buttons) return;
      for (const one of event.getCoalescedEvents?.() ?? [event]) draw(at(one));
    });
    /** @type {Point} */
    const hand_ = { x: paper.side / 2, y: paper.side / 2 }; // the pen of who uses the keyboard
    pad.addEventListener("keydown", (event) => {
      const moves = /** @type {any} */ ({ ArrowLeft: [-6, 0], ArrowRight: [6, 0], ArrowUp: [0, -6], ArrowDown: [0, 6] });
      const move = moves[event.key];
      if (!move && event.key !== " ") return;
      event.preventDefault();
      from = { ...hand_ };
      if (move) hand_.x = Math.max(0, Math.min(paper.side, hand_.x + move[0]));
      if (move) hand_.y = Math.max(0, Math.min(paper.side, hand_.y + move[1]));
      if (!event.shiftKey) draw({ ...hand_ });
    });
    document.getElementById("wipe").addEventListener("click", () => {
      paper.ink.fill(0);
      hand();
    });
    document.getElementById("fitting").textContent = Pictures.told(...data.image);
    showPaper();
  }

  offerSamples();
  if (data.image && data.network) offerPad();
  else offerFeatures();

  /** @param {View} view */
  function draw(view) {
    const index = data.samples.indexOf(view.sample);
    const menu = /** @type {HTMLSelectElement | null} */ (document.getElementById("sample"));
    if (menu) menu.value = String(index);
    else [...samples.children].forEach((button, i) => button.setAttribute("aria-pressed", String(i === index)));
    sliders.forEach(({ input, output }, k) => {
      const value = view.measured[k];
      if (input !== document.activeElement || index >= 0) input.value = String(value);
      const text = `${shown(value, 2)}${unit}`;
      input.setAttribute("aria-valuetext", text);
      put(output, value, text);
    });
  }

  return { draw, paper };
}
