// What the network is given: samples to choose from, a slider for each feature, a pad to draw on.
"use strict";

/**
 * @param {Data} data
 * @param {{sample: (index: number) => void, feature: (k: number, value: number) => void,
 *   picture: (levels: Float64Array) => void}} give
 */
function makeInputs(data, give) {
  const { put, shown, paint } = Numbers;
  const STEP = 6; // of the pen that is led by keys
  const menu = find("#sample");
  const thumbs = [...document.querySelectorAll("#samples button")];
  const sliders = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("#features input")]);
  const pad = find("#pad");
  const paper = Pictures.blank();

  menu?.addEventListener("change", () => give.sample(Number(menu.value)));
  thumbs.forEach((button, index) => {
    const { x, measured } = data.samples[index];
    paint(find("canvas", button), Arithmetic.unpack(measured ?? x), data.white);
    button.addEventListener("click", () => give.sample(index));
  });
  sliders.forEach((slider, k) => {
    slider.addEventListener("input", () => {
      const step = Number(slider.dataset.step);
      const wanted = Number((Math.round(Number(slider.value) / step) * step).toPrecision(12));
      give.feature(k, Math.max(Number(slider.min), Math.min(Number(slider.max), wanted)));
    });
  });
  if (pad) offerPad();

  function offerPad() {
    let waits = false;
    let pen = { x: paper.side / 2, y: paper.side / 2 };
    const hand = () => {
      waits = false;
      paint(pad, paper.ink, 1);
      give.picture(Pictures.seen(paper, data.image));
    };
    /** @param {Point} to @param {boolean} isDown */
    const lead = (to, isDown) => {
      if (isDown) Pictures.stroke(paper, pen, to);
      pen = to;
      if (isDown && !waits) requestAnimationFrame(hand);
      waits ||= isDown;
    };
    /** @param {PointerEvent} event @returns {Point} */
    const at = ({ clientX, clientY }) => {
      const box = pad.getBoundingClientRect();
      const scale = paper.side / box.width;
      return { x: (clientX - box.left) * scale, y: (clientY - box.top) * scale };
    };
    pad.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      pad.setPointerCapture(event.pointerId);
      pen = at(event);
      lead(pen, true);
    });
    pad.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (event.buttons) for (const one of event.getCoalescedEvents?.() ?? [event]) lead(at(one), true);
    });
    pad.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      /** @type {Record<string, [number, number]>} */
      const ways = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
      const way = ways[event.key];
      if (!way) return;
      event.preventDefault();
      const [x, y] = [pen.x + way[0], pen.y + way[1]].map((end) => Math.max(0, Math.min(paper.side, end)));
      lead({ x, y }, !event.shiftKey);
    });
    find("#wipe").addEventListener("click", () => {
      paper.ink.fill(0);
      hand();
    });
    paint(pad, paper.ink, 1);
  }

  /** @param {View} view */
  return ({ sample, measured }) => {
    const index = data.samples.indexOf(sample);
    if (menu) menu.value = index;
    thumbs.forEach((button, i) => (button.ariaPressed = String(i === index)));
    sliders.forEach((slider, k) => {
      if (slider !== document.activeElement || sample) slider.value = String(measured[k]);
      slider.ariaValueText = `${shown(measured[k], 2)}${data.unit && ` ${data.unit}`}`;
      put(/** @type {HTMLElement} */ (slider.previousElementSibling), measured[k], slider.ariaValueText);
    });
  };
}
