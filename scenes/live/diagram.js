// The network: neurons to be opened, as bright as they are active, and connections on a canvas below them.
"use strict";

/**
 * What is to be drawn: the network (or a recorded `trace`, where it is too large for the page), what it answers, the
 * neuron whose worksheet is open, and the weights that were changed, as "layer j k".
 * @typedef {{layer: number, j: number}} Place
 * What there isn't is null.
 * @typedef {{net: Net, trace: Trace, pass: Pass, measured: Float64Array, sample: Sample, open: Place,
 *   threshold: number, stage: number, touched: Set<string>}} View
 * @typedef {{x: number, y: number}} Point
 */

/** @param {Data} data @param {(place: Place) => void} choose */
function makeDiagram(data, choose) {
  const SVG = "http://www.w3.org/2000/svg";
  const MOST_IN_COLUMN = 16; // more are a block of dots
  const PITCH = 66; // pixels from one neuron of a column to the next
  const MOST_DASHED = 1500; // lines
  const SHADES = 6;
  const { sizes, image } = data;
  const last = sizes.length - 1;
  const first = image ? 1 : 0; // the first layer that has neurons: an image is a picture
  const holder = find("#network");
  const lines = find("canvas", holder);
  const svg = find("svg", holder);
  const picture = find("#eye");
  /** @type {Point[][]} */
  let points = [];
  /** @type {SVGElement[][]} */
  let nodes = [];
  let focused = { layer: 1, j: 0 };
  /** @type {View} */
  let drawn;

  /** @param {string} name @param {Record<string, any>} attributes @param {string} text */
  function shape(name, attributes, text = "") {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.textContent = text;
    return made;
  }

  /** @param {number} layer */
  const layerName = (layer) => (layer === 0 ? "Input" : layer === last ? "Output" : last > 2 ? `Hidden ${layer}` : "Hidden");

  /** @param {number} layer @param {number} j */
  function neuronName(layer, j) {
    if (layer === 0) return data.features[j];
    if (layer === last) return data.classes[data.classes.length - sizes[last] + j]; // of two classes, the second one
    return `${layerName(layer)}, neuron ${j + 1}`;
  }

  /** Build the neurons for the room that there is. */
  function build() {
    const width = holder.clientWidth;
    const isNarrow = width < 560;
    const column = Math.max(5, ...sizes.slice(first).filter((size) => size <= MOST_IN_COLUMN));
    const height = column * PITCH + 40;
    const side = image ? Math.min(280, width / 3) : 0;
    const left = side || (isNarrow ? 46 : 130);
    const step = (width - left - (isNarrow ? 46 : 120)) / last;
    holder.style.height = `${height}px`;
    const ratio = devicePixelRatio || 1;
    Object.assign(lines, { width: width * ratio, height: height * ratio });
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren();
    nodes = [];
    points = sizes.map((size, layer) => {
      const isPicture = layer < first;
      const columns = isPicture ? image[1] : size > MOST_IN_COLUMN ? Math.ceil(Math.sqrt(size / 3)) : 1;
      const rows = Math.ceil(size / columns);
      const room = [(height - 40) / rows, PITCH];
      if (columns > 1) room.push((isPicture ? side : step * 0.66) / columns, isPicture ? side : 30);
      const pitch = Math.min(...room);
      const x = isPicture ? side / 2 : left + step * layer;
      const corner = { x: x - ((columns - 1) * pitch) / 2, y: 20 + (height - (rows - 1) * pitch) / 2 };
      svg.append(shape("text", { x, y: 14, class: "title" }, layerName(layer)));
      nodes.push([]);
      const stand = Array.from({ length: size }, (_, j) => ({
        x: corner.x + (j % columns) * pitch,
        y: corner.y + Math.floor(j / columns) * pitch,
      }));
      if (isPicture) {
        const box = { left: corner.x - pitch / 2, top: corner.y - pitch / 2, width: pitch * columns, height: pitch * rows };
        for (const [name, length] of Object.entries(box)) picture.style.setProperty(name, `${length}px`);
      } else stand.forEach((point, j) => addNeuron({ layer, j }, point, pitch, columns > 1, isNarrow));
      return stand;
    });
    picture.hidden = !image;
  }

  /** @param {Place} place @param {Point} point @param {number} pitch @param {boolean} isDot @param {boolean} isNarrow */
  function addNeuron({ layer, j }, { x, y }, pitch, isDot, isNarrow) {
    const kind = layer === 0 ? "input" : layer === last ? "output" : "hidden";
    const r = isDot ? pitch * 0.38 : 15;
    const group = shape("g", { class: `neuron ${kind}`, role: "button", transform: `translate(${x} ${y})` });
    group.append(shape("circle", { r: isDot ? pitch / 2 : 22, class: "hit" }), shape("circle", { r }));
    if (!isDot) group.append(shape("text", { y: r + 14, class: "value" }));
    if (!isDot && kind !== "hidden") {
      const name = neuronName(layer, j);
      const beside = { x: (layer ? 1 : -1) * (r + 6), y: 5, class: layer ? "" : "before" };
      const place = isNarrow ? { y: -r - 4, class: "above" } : beside;
      group.append(shape("text", place, name.length > 15 ? `${name.slice(0, 14)}…` : name));
    }
    group.addEventListener("click", () => open({ layer, j }));
    group.addEventListener("keydown", (event) => press(/** @type {KeyboardEvent} */ (event), { layer, j }));
    svg.append(group);
    nodes[layer][j] = group;
  }

  /** @param {Place} place */
  function open(place) {
    focused = place;
    choose(place);
  }

  /** @param {KeyboardEvent} event @param {Place} at */
  function press(event, { layer, j }) {
    const move = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0], Enter: [0, 0], " ": [0, 0] }[event.key];
    if (!move) return;
    event.preventDefault();
    const [across, down] = move;
    if (!across && !down) return open({ layer, j });
    const to = Math.max(first, Math.min(last, layer + across));
    const along = across ? Math.round((j * (sizes[to] - 1)) / Math.max(1, sizes[layer] - 1)) : j + down;
    if (nodes[to][along]) focus({ layer: to, j: along });
  }

  /** @param {Place} place */
  function focus(place) {
    nodes[focused.layer][focused.j].tabIndex = -1;
    focused = place;
    nodes[place.layer][place.j].tabIndex = 0;
    nodes[place.layer][place.j].focus();
  }

  function light() {
    nodes.forEach((ofLayer, layer) => {
      const a = drawn.pass.activations[layer];
      const isBounded = ["sigmoid", "tanh", "softmax"].includes(data.activations[layer - 1]);
      const most = isBounded ? 1 : Math.max(...a.map(Math.abs)) || 1; // what counts as fully active
      const sign = drawn.trace || (layer === 0 && drawn.sample) ? "" : "≈ ";
      ofLayer.forEach((node, j) => {
        const shown = sign + (isBounded ? Numbers.share : Numbers.shown)(a[j], data.decimals);
        node.style.setProperty("--lit", `${Math.round((100 * Math.abs(a[j])) / most)}%`);
        node.classList.toggle("below", a[j] < 0);
        node.classList.toggle("open", drawn.open?.layer === layer && drawn.open.j === j);
        node.tabIndex = focused.layer === layer && focused.j === j ? 0 : -1;
        node.ariaLabel = `${neuronName(layer, j)}: ${layer ? "activation" : "input"} ${shown}`;
        if (find(".value", node)) find(".value", node).textContent = shown;
      });
    });
  }

  /** Return the connections that are seen: layer, ends, weight and what it carries. */
  function seen() {
    if (drawn.trace) return drawn.trace.connections.flatMap((ofLayer, n) => ofLayer.map((one) => [n + 1, ...one]));
    /** @type {number[][]} */
    const found = [];
    drawn.net.layers.forEach(({ weights, inputs }, n) => {
      weights.forEach((w, i) => {
        if (Math.abs(w) < drawn.threshold || !w) return;
        const k = i % inputs;
        found.push([n + 1, (i - k) / inputs, k, w, w * drawn.pass.activations[n][k]]);
      });
    });
    return found;
  }

  /** Draw connections: the wider, the larger the weight; the stronger, the more it carries now. */
  function connect() {
    const pen = lines.getContext("2d");
    const ratio = lines.width / holder.clientWidth;
    const style = getComputedStyle(document.documentElement);
    const found = seen();
    /** @type {number[]} */
    const weights = sizes.map(() => 0);
    const products = [...weights];
    for (const [layer, , , w, p] of found) {
      weights[layer] = Math.max(weights[layer], Math.abs(w));
      products[layer] = Math.max(products[layer], Math.abs(p));
    }
    /** @type {Path2D[]} */
    const paths = []; // by shade, width and sign, so that there are few strokes
    for (const [layer, j, k, w, p] of found) {
      const wide = Math.ceil((3 * Math.abs(w)) / weights[layer]);
      const key = (p && Math.ceil((SHADES * Math.abs(p)) / products[layer])) * 10 + wide * 2 + Number(w < 0);
      const path = (paths[key] ??= new Path2D());
      const [from, to] = [points[layer - 1][k], points[layer][j]];
      path.moveTo(from.x, from.y);
      path.lineTo(to.x, to.y);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, lines.width, lines.height);
    paths.forEach((path, key) => {
      const isNegative = key % 2;
      pen.strokeStyle = style.getPropertyValue(isNegative ? "--negative" : "--positive");
      pen.globalAlpha = 0.12 + (0.75 * Math.floor(key / 10)) / SHADES;
      pen.lineWidth = 0.6 * Math.floor((key % 10) / 2);
      pen.setLineDash(isNegative && found.length < MOST_DASHED ? [5, 3] : []);
      pen.stroke(path);
    });
  }

  /** @param {View} view */
  const draw = (view) => {
    drawn = view;
    if (!nodes.length) build();
    light();
    connect();
    if (!image) return;
    [picture.height, picture.width] = image;
    Numbers.paint(picture, view.measured, data.white);
  };

  new ResizeObserver(() => {
    nodes = [];
    if (drawn) draw(drawn);
  }).observe(holder.parentElement);

  return { draw, focus, neuronName, layerName };
}
