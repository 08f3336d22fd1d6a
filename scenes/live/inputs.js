// What the network is given: a sample, features by sliders, a drawing.
/**
 * @typedef {{sample: (index: number) => void, feature: (k: number, value: number) => void,
 *   picture: (levels: Float64Array) => void}} Give
 * @param {Data} data @param {Give} give
 */
function makeInputs(data, give) {
  const { put, shown, paint } = Numbers;
  const STEP = 6; // of keys
  const menu = find("#sample");
  const thumbs = findAll("#samples button");
  const sliders = findAll("#features input");
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
      const { value, dataset } = slider;
      give.feature(k, Number((round(value / dataset.step) * dataset.step).toPrecision(12)));
    });
  });
  if (pad) offerPad();

  function offerPad() {
    let pen = { x: paper.side / 2, y: paper.side / 2 };
    let waits = false;
    const hand = () => {
      waits = false;
      paint(pad, paper.ink, 1);
      give.picture(Pictures.seen(paper, data.image));
    };
    /** @param {Point[]} way */
    const draw = (way) => {
      for (const to of way) {
        Pictures.stroke(paper, pen, to);
        pen = to;
      }
      if (!waits) requestAnimationFrame(hand);
      waits = true;
    };
    /** @param {PointerEvent} event */
    const at = ({ clientX, clientY }) => {
      const { left, top, width } = pad.getBoundingClientRect();
      return { x: ((clientX - left) * paper.side) / width, y: ((clientY - top) * paper.side) / width };
    };
    pad.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      pad.setPointerCapture(event.pointerId);
      pen = at(event);
      draw([pen]);
    });
    pad.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (event.buttons) draw([...event.getCoalescedEvents(), event].map(at));
    });
    pad.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const [across, down] = ARROWS[event.key] ?? [];
      if (down === undefined) return;
      event.preventDefault();
      const [x, y] = [pen.x + STEP * across, pen.y + STEP * down].map((end) => max(0, min(paper.side, end)));
      if (event.shiftKey) pen = { x, y };
      else draw([{ x, y }]);
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
      slider.value = measured[k];
      slider.ariaValueText = `${shown(measured[k], 2)}${data.unit && ` ${data.unit}`}`;
      put(slider.previousElementSibling, measured[k], slider.ariaValueText);
    });
  };
}
