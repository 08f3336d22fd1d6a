// The worksheet of a neuron: its sum term by term, and weights that can be moved.
"use strict";

/**
 * A term of a sum, or −1 for the bias: which, the activation, the weight and their product.
 * @typedef {[k: number, a: number, w: number, p: number]} Term
 * @param {Data} data
 * @param {ReturnType<typeof makeDiagram>} diagram
 * @param {{close: () => void, change: (place: Place, k: number, value: number | null) => void}} act
 */
function makeWorksheet(data, diagram, act) {
  const MOST_TERMS = 10;
  const LISTED = 8; // of a longer sum
  const FORMULAS = { relu: "max(0, z)", sigmoid: "σ(z)", tanh: "tanh(z)", identity: "z", softmax: "exp(z) / Σ exp(z)" };
  const sheet = document.getElementById("worksheet");
  const { make, put, shown } = Numbers;
  let laidOut = ""; // what the rows are about, so that they stay while only their numbers change
  /** @type {number[]} */
  let listed = [];
  /** @type {Map<string, HTMLElement>} */
  let cells = new Map();

  /** @param {string} name @param {string} about */
  function cell(name, about) {
    const span = make("span", { "data-about": about });
    cells.set(name, span);
    return make("td", {}, span);
  }

  /** @param {string} name @param {number} value @param {boolean} isRecorded */
  function fill(name, value, isRecorded) {
    put(cells.get(name), value, `${isRecorded ? "" : "≈ "}${shown(value, data.decimals)}`);
  }

  /** @param {View} view @param {number} k @param {string} name @returns {HTMLElement[]} */
  function mover({ net, open }, k, name) {
    if (!net) return [];
    const reach = Math.max(1, Math.ceil(2 * net.layers[open.layer - 1].weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0)));
    const slider = /** @type {HTMLInputElement} */ (
      make("input", { type: "range", min: `${-reach}`, max: `${reach}`, step: "any", "aria-label": name })
    );
    slider.addEventListener("input", () => act.change(open, k, Number(slider.value)));
    const back = make("button", { type: "button", textContent: "Undo", "aria-label": `Undo: ${name}` });
    back.addEventListener("click", () => {
      slider.focus();
      act.change(open, k, null);
    });
    cells.set(`slider ${k}`, slider);
    cells.set(`back ${k}`, back);
    return [make("td", {}, slider, back)];
  }

  /** @param {string} text @param {HTMLElement[]} others */
  const row = (text, ...others) => make("tr", {}, make("th", { scope: "row", textContent: text }), ...others);

  /** Lay out rows for the listed terms of the open neuron. @param {View} view @param {number} count of all terms */
  function layOut(view, count) {
    const { layer, j } = view.open;
    cells = new Map();
    /** @param {string} name @param {string} text @param {string} about */
    const line = (name, text, about) => row(text, make("td", { colSpan: view.net ? 3 : 2 }), cell(name, about));
    const rows = listed.map((k) => {
      const from = diagram.neuronName(layer - 1, k);
      const [a, w, p] = [cell(`a ${k}`, `a of ${from}`), cell(`w ${k}`, `weight from ${from}`), cell(`p ${k}`, `w · a of ${from}`)];
      return row(from, a, w, ...mover(view, k, `Weight from ${from}`), p);
    });
    if (listed.length < count) rows.push(line("others", `${count - listed.length} others`, "what the other terms come to"));
    if (count) rows.push(row("bias", make("td"), make("td"), ...mover(view, -1, "Bias"), cell("p -1", "bias")));
    rows.push(line("z", "z, the sum", "weighted input z"));
    rows.push(line("a", `a = ${FORMULAS[data.activations[layer - 1]]}`, "activation a"));
    const heads = ["from", "a", "w", ...(view.net ? ["move w"] : []), "w · a"];
    const head = make("tr", {}, ...heads.map((textContent) => make("th", { scope: "col", textContent })));
    const close = make("button", { type: "button", textContent: "Close", id: "close" });
    close.addEventListener("click", act.close);
    const title = make("h2", { textContent: `${diagram.layerName(layer)}: ${diagram.neuronName(layer, j)}` });
    const note = make("p", { textContent: count ? "" : "Of this neuron the page holds its sum and its activation alone." });
    sheet.replaceChildren(make("header", {}, title, close), note, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
  }

  /** Return all terms of the open neuron, those that are recorded where there is a trace. @param {View} view @returns {Term[]} */
  function termsOf({ net, trace, pass, open: { layer, j } }) {
    if (trace) return layer === data.sizes.length - 1 ? trace.terms[j].listed : [];
    const { weights, inputs } = net.layers[layer - 1];
    return Array.from(pass.activations[layer - 1], (a, k) => {
      const w = weights[j * inputs + k];
      return [k, a, w, w * a];
    });
  }

  /** Decide which terms are listed: the strongest. They stay while a weight is moved. @param {View} view @param {Term[]} terms */
  function choose(view, terms) {
    const { layer, j } = view.open;
    const place = `${layer} ${j} ${view.stage}`;
    if (laidOut.startsWith(`${place}:`) && sheet.contains(document.activeElement)) return;
    const ranked = [...terms].sort((one, other) => Math.abs(other[3]) - Math.abs(one[3])).map(([k]) => k);
    listed = ranked.slice(0, terms.length > MOST_TERMS ? LISTED : MOST_TERMS).sort((one, other) => one - other);
    if (laidOut !== `${place}:${listed}`) layOut(view, terms.length && data.sizes[layer - 1]);
    laidOut = `${place}:${listed}`;
  }

  /** @param {View} view */
  function draw(view) {
    const { open, net, trace, pass } = view;
    sheet.hidden = !open;
    if (!open) {
      laidOut = "";
      return;
    }
    const { layer, j } = open;
    const terms = termsOf(view);
    choose(view, terms);
    for (const [k, a, w, p] of terms.filter(([k]) => listed.includes(k))) {
      fill(`a ${k}`, a, Boolean(trace || (layer === 1 && view.sample)));
      fill(`w ${k}`, w, true);
      fill(`p ${k}`, p, Boolean(trace));
      move(view, k, w);
    }
    const bias = net ? net.layers[layer - 1].biases[j] : trace.terms[j]?.bias;
    if (cells.has("p -1")) fill("p -1", bias, true);
    move(view, -1, bias);
    const others = terms.filter(([k]) => !listed.includes(k)).map(([, , , p]) => p);
    if (cells.has("others")) fill("others", trace ? trace.terms[j].others : Arithmetic.sum(others), Boolean(trace));
    fill("z", pass.z[layer][j], Boolean(trace));
    fill("a", pass.activations[layer][j], Boolean(trace));
  }

  /** Let the slider of a weight stand where the weight is. @param {View} view @param {number} k @param {number} value */
  function move({ open, touched }, k, value) {
    const slider = /** @type {HTMLInputElement} */ (cells.get(`slider ${k}`));
    if (!slider) return;
    if (Number(slider.value) !== value) slider.value = String(value);
    slider.setAttribute("aria-valuetext", shown(value, data.decimals));
    cells.get(`back ${k}`).hidden = !touched.has(`${open.layer} ${open.j} ${k}`);
  }

  return { draw };
}
