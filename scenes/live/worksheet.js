// The worksheet of a neuron: its sum term by term, and weights that can be moved.
"use strict";

/** @param {Data} data @param {ReturnType<typeof makeDiagram>} diagram @param {(place: Place, k: number, value: number | null) => void} change */
function makeWorksheet(data, diagram, change) {
  const MOST_TERMS = 10;
  const sheet = document.getElementById("worksheet");
  const { make, put, shown } = Numbers;
  let listed = ""; // what the rows are about, so that they stay while only their numbers change
  /** @type {Map<string, HTMLElement>} */
  let cells = new Map();

  /** Return a place for a number, to be filled by `fill`. @param {string} name @param {string} about */
  function cell(name, about) {
    const span = make("span", { "data-about": about });
    cells.set(name, span);
    return make("td", {}, span);
  }

  /** @param {string} name @param {number} value @param {boolean} isRecorded */
  function fill(name, value, isRecorded) {
    put(cells.get(name), value, `${isRecorded ? "" : "≈ "}${shown(value, data.decimals)}`);
  }

  /** Return the terms that are listed: the strongest, in their order. @param {Float64Array} products */
  function strongest(products) {
    const ranked = Array.from(products.keys()).sort((one, other) => Math.abs(products[other]) - Math.abs(products[one]));
    return (ranked.length > MOST_TERMS ? ranked.slice(0, MOST_TERMS - 2) : ranked).sort((one, other) => one - other);
  }

  /** @param {View} view @param {number} k of a weight, or −1 of the bias @param {string} name */
  function slider(view, k, name) {
    const { layer, j } = view.open;
    const { weights } = view.net.layers[layer - 1];
    const reach = Math.max(1, Math.ceil(2 * weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0)));
    const input = make("input", { type: "range", min: String(-reach), max: String(reach), step: "any" });
    input.setAttribute("aria-label", name);
    input.addEventListener("input", () => change({ layer, j }, k, Number(/** @type {HTMLInputElement} */ (input).value)));
    cells.set(`slider ${k}`, input);
    const back = make("button", { type: "button", textContent: "↶", title: "Take back", "aria-label": `Take back: ${name}` });
    back.addEventListener("click", () => change({ layer, j }, k, null));
    cells.set(`back ${k}`, back);
    return make("td", {}, input, back);
  }

  /** Lay out the rows of the open neuron. @param {View} view @param {number[]} terms @param {number} count of all terms */
  function layOut(view, terms, count) {
    const { layer, j } = view.open;
    cells = new Map();
    const title = `${diagram.layerName(layer)}: ${diagram.neuronName(layer, j)}`;
    const close = make("button", { type: "button", textContent: "Close", id: "close" });
    close.addEventListener("click", () => change(null, 0, null));
    const rows = terms.map((k) => {
      const from = diagram.neuronName(layer - 1, k);
      return make("tr", {}, make("th", { scope: "row", textContent: from }), cell(`a ${k}`, `a of ${from}`),
        cell(`w ${k}`, `weight from ${from}`), ...(view.net ? [slider(view, k, `Weight from ${from}`)] : []), cell(`p ${k}`, `w · a from ${from}`));
    });
    /** @param {string} name @param {string} text @param {string} about @param {Node[]} others */
    const line = (name, text, about, ...others) => {
      const end = cell(name, about);
      const blank = make("td", { colSpan: (view.net ? 3 : 2) - others.length });
      return make("tr", {}, make("th", { scope: "row", textContent: text }), ...others, blank, end);
    };
    if (terms.length < count) rows.push(line("others", `${count - terms.length} others`, "what the other terms come to"));
    if (view.net) {
      rows.push(make("tr", {}, make("th", { scope: "row", textContent: "bias" }), make("td"), make("td"), slider(view, -1, "Bias"), cell("bias", "bias b")));
    } else if (terms.length) rows.push(line("bias", "bias", "bias b"));
    const names = /** @type {any} */ ({ relu: "max(0, z)", sigmoid: "σ(z)", tanh: "tanh(z)", identity: "z", softmax: "exp(z) / the sum of all exp(z)" });
    rows.push(line("z", "z: the sum", "weighted input z"), line("a", `a = ${names[data.activations[layer - 1]]}`, "activation a"));
    const heads = ["from", "a", "w", ...(view.net ? ["move w"] : []), "w · a"].map((text) => make("th", { scope: "col", textContent: text }));
    const note = view.trace && !terms.length ? [make("p", { textContent: "Of this neuron the page has its sum and its activation alone." })] : [];
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
    sheet.replaceChildren(make("header", {}, make("h2", { textContent: title }), close), ...note, table);
  }

  /** @param {View} view */
  function drawComputed(view) {
    const { layer, j } = view.open;
    const own = view.net.layers[layer - 1];
    const inputs = view.pass.activations[layer - 1];
    const products = Arithmetic.products(own, j, inputs);
    const key = `${layer} ${j} ${view.stage}`;
    if (!listed.startsWith(`${key}:`) || !sheet.contains(document.activeElement)) {
      const terms = strongest(products);
      if (listed !== `${key}:${terms}`) layOut(view, terms, products.length);
      listed = `${key}:${terms}`;
    }
    const terms = listed.split(":")[1].split(",").map(Number);
    /** @param {number} k @param {number} value */
    const weigh = (k, value) => {
      const input = /** @type {HTMLInputElement} */ (cells.get(`slider ${k}`));
      if (input !== document.activeElement || Number(input.value) !== value) input.value = String(value);
      input.setAttribute("aria-valuetext", shown(value, data.decimals));
      cells.get(`back ${k}`).hidden = !view.touched.has(`${layer} ${j} ${k}`);
    };
    for (const k of terms) {
      const w = own.weights[j * own.inputs + k];
      fill(`a ${k}`, inputs[k], layer === 1 && view.asRecorded);
      fill(`w ${k}`, w, true);
      fill(`p ${k}`, products[k], false);
      weigh(k, w);
    }
    if (cells.has("others")) fill("others", Arithmetic.sum(products.filter((_, k) => !terms.includes(k))), false);
    fill("bias", own.biases[j], true);
    weigh(-1, own.biases[j]);
    fill("z", view.pass.z[layer][j], false);
    fill("a", view.pass.activations[layer][j], false);
  }

  /** @param {View} view */
  function drawRecorded(view) {
    const { layer, j } = view.open;
    const found = layer === data.sizes.length - 1 ? view.trace.terms[j] : { bias: 0, listed: [], others: null };
    const count = found.listed.length ? data.sizes[layer - 1] : 0;
    layOut(view, found.listed.map(([k]) => k), count);
    for (const [k, a, w, p] of found.listed) {
      fill(`a ${k}`, a, true);
      fill(`w ${k}`, w, true);
      fill(`p ${k}`, p, true);
    }
    if (found.others !== null) fill("others", found.others, true);
    if (count) fill("bias", found.bias, true);
    fill("z", view.pass.z[layer][j], true);
    fill("a", view.pass.activations[layer][j], true);
  }

  /** @param {View} view */
  function draw(view) {
    sheet.hidden = !view.open || view.open.layer === 0;
    if (sheet.hidden) listed = "";
    else if (view.net) drawComputed(view);
    else drawRecorded(view);
  }

  return { draw };
}
