// The sum of a neuron, term by term, and weights that can be moved.
/**
 * A term of a sum: of which neuron (−1: the bias), its activation, the weight and their product.
 * @typedef {[k: number, a: number, w: number, p: number]} Term
 * @param {Data} data @param {ReturnType<typeof makeDiagram>} diagram
 * @param {{close: () => void, move: (place: Place, k: number, value: number) => void}} act
 */
function makeWorksheet(data, diagram, act) {
  const MOST_TERMS = 10;
  const LISTED = 8; // of a longer sum
  const BIAS = -1;
  const sheet = find("#worksheet");
  const blank = find("template", sheet).content.firstElementChild;
  let laidOut = ""; // what the rows are about: they stay while only their numbers change
  /** @type {Map<number, HTMLElement>} */
  let rows = new Map(); // of terms
  find("#close").addEventListener("click", act.close);

  /** @param {HTMLElement} place @param {number} value @param {unknown} isRecorded */
  const fill = (place, value, isRecorded) => Numbers.put(place, value, `${isRecorded ? "" : "≈ "}${Numbers.shown(value, data.decimals)}`);

  /** @param {View} view @param {number} k @returns {[number, HTMLElement]} */
  function makeRow({ net, open }, k) {
    const row = blank.cloneNode(true);
    const name = k === BIAS ? "bias" : diagram.neuronName(open.layer - 1, k);
    row.firstElementChild.textContent = name;
    for (const span of row.querySelectorAll("span")) span.dataset.about = `${span.className}, ${name}`;
    const slider = find("input", row);
    slider.parentElement.hidden = !net;
    slider.ariaLabel = k === BIAS ? "Bias" : `Weight from ${name}`;
    const most = net && net.layers[open.layer - 1].weights.reduce((least, w) => max(least, abs(w)), 0.5);
    slider.max = ceil(2 * most);
    slider.min = `-${slider.max}`;
    slider.addEventListener("input", () => act.move(open, k, Number(slider.value)));
    return [k, row];
  }

  /** Return the terms of the open neuron. @param {View} view @returns {Term[]} */
  function termsOf({ net, trace, pass, open: { layer, j } }) {
    if (trace) return layer === data.sizes.length - 1 ? trace.terms[j].listed : [];
    const { weights, inputs } = net.layers[layer - 1];
    return Array.from(pass.activations[layer - 1], (a, k) => [k, a, weights[j * inputs + k], weights[j * inputs + k] * a]);
  }

  /** Lay out the strongest terms. @param {View} view @param {Term[]} terms */
  function layOut(view, terms) {
    const { layer, j } = view.open;
    const place = `${layer} ${j} ${view.stage}`;
    if (laidOut.startsWith(`${place}:`) && sheet.contains(document.activeElement)) return;
    const ranked = [...terms];
    ranked.sort((one, other) => abs(other[3]) - abs(one[3]));
    const listed = ranked.slice(0, terms.length > MOST_TERMS ? LISTED : MOST_TERMS).map(([k]) => k);
    listed.sort((one, other) => one - other);
    if (laidOut === `${place}:${listed}`) return;
    laidOut = `${place}:${listed}`;
    rows = new Map((terms.length ? [...listed, BIAS] : []).map((k) => makeRow(view, k)));
    find("#terms").replaceChildren(...rows.values());
    find("h2", sheet).textContent = `${data.layers[layer]}: ${diagram.neuronName(layer, j)}`;
    find("#formula").textContent = `a = ${data.formulas[layer - 1]}`;
  }

  /** @param {View} view */
  return (view) => {
    const { open, net, trace, pass } = view;
    sheet.hidden = !open;
    if (!open) return;
    const { layer, j } = open;
    const terms = termsOf(view);
    layOut(view, terms);
    const bias = net ? net.layers[layer - 1].biases[j] : trace.terms[j]?.bias;
    for (const [k, a, w, p] of /** @type {Term[]} */ ([...terms, [BIAS, 1, bias, bias]])) {
      const row = rows.get(k);
      if (!row) continue;
      const [ofA, ofW, ofP] = row.querySelectorAll("span");
      if (k !== BIAS) fill(ofA, a, trace || (layer === 1 && view.sample));
      if (k !== BIAS) fill(ofW, w, true);
      fill(ofP, p, trace || k === BIAS);
      const slider = find("input", row);
      if (Number(slider.value) !== w) slider.value = w;
      slider.ariaValueText = Numbers.shown(w, data.decimals);
      row.classList.toggle("touched", view.touched.has(`${layer} ${j} ${k}`));
    }
    const others = terms.filter(([k]) => !rows.has(k)).map(([, , , p]) => p);
    const count = terms.length && data.sizes[layer - 1] - rows.size + 1;
    find("#others").hidden = !count;
    find("#others th").textContent = `${count} others`;
    fill(find("#others span"), trace ? (trace.terms[j]?.others ?? 0) : Arithmetic.sum(others), trace);
    fill(find("#z"), pass.z[layer][j], trace);
    fill(find("#a"), pass.activations[layer][j], trace);
  };
}
