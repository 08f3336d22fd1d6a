// The network: neurons to be opened, as bright as they are active, and connections on a canvas below them.
"use strict";

/**
 * What is to be drawn: the network, what it answers, and the neuron whose worksheet is open. Where the network is too
 * large for the page, there is a recorded trace in place of `net`.
 * @typedef {{layer: number, j: number}} Place
 * @typedef {{net: Net | null, trace: Trace | null, pass: Pass, measured: Float64Array, asRecorded: boolean,
 *   sample: Sample | null, open: Place | null, threshold: number, stage: number, touched: Set<string>}} View
 * @typedef {{x: number, y: number}} Point
 */

/** @param {Data} data @param {(place: Place) => void} choose */
function makeDiagram(data, choose) {
  const SVG = "http://www.w3.org/2000/svg";
  const MOST_IN_COLUMN = 16; // more are a block of dots
  const MOST_DASHED = 1500; // lines
  const SHADES = 6;
  const last = data.sizes.length - 1;
  const holder = document.getElementById("network");
  const lines = holder.querySelector("canvas");
  const svg = holder.querySelector("svg");
  const picture = /** @type {HTMLCanvasElement} */ (document.getElementById("eye"));
  const first = data.image ? 1 : 0; // layer that has neurons to open; an image is a picture
  /** @type {Point[][]} */
  let points = [];
  /** @type {SVGElement[][]} */
  let nodes = [];
  let focused = { layer: Math.max(1, first), j: 0 };
  /** @type {View} */
  let drawn;

  /** @param {string} name @param {Record<string, any>} attributes @param {Node[]} children */
  function shape(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.append(...children);
    return made;
  }

  /** Return a layer's name. @param {number} layer */
  const layerName = (layer) => (layer === 0 ? "Input" : layer === last ? "Output" : last > 2 ? `Hidden ${layer}` : "Hidden");

  /** Return what a neuron is called. @param {number} layer @param {number} j */
  function neuronName(layer, j) {
    if (layer === 0) return data.features[j];
    if (layer === last && data.classes.length === data.sizes[last]) return data.classes[j];
    return `${layerName(layer)}, neuron ${j + 1}`;
  }

  /** Return where the neurons of a layer stand. */
  function arrange(/** @type {number} */ layer, /** @type {number} */ x, /** @type {number} */ width, /** @type {number} */ top, /** @type {number} */ height) {
    const size = data.sizes[layer];
    const isImage = layer === 0 && data.image;
    const columns = isImage ? data.image[1] : size > MOST_IN_COLUMN ? Math.ceil(Math.sqrt(size / 3)) : 1;
    const rows = Math.ceil(size / columns);
    const pitch = Math.min(height / rows, columns > 1 ? width / columns : 90, isImage ? 280 / columns : columns > 1 ? 30 : 90);
    const start = { x: x - ((columns - 1) * pitch) / 2, y: top + (height - (rows - 1) * pitch) / 2 };
    const stand = Array.from({ length: size }, (_, j) => ({
      x: start.x + (j % columns) * pitch,
      y: start.y + Math.floor(j / columns) * pitch,
    }));
    return { stand, pitch, columns };
  }

  /** Build the neurons for the room that there is. */
  function build() {
    const width = holder.clientWidth;
    const isNarrow = width < 560;
    const most = Math.max(...data.sizes.slice(first).filter((size) => size <= MOST_IN_COLUMN), 5);
    const height = Math.max(360, Math.min(most * (isNarrow ? 58 : 66), 660)) + 40;
    const [left, right] = isNarrow ? [46, 46] : [data.image ? 40 : 130, 120];
    holder.style.height = `${height}px`;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const ratio = devicePixelRatio || 1;
    Object.assign(lines, { width: width * ratio, height: height * ratio });
    svg.replaceChildren();
    points = [];
    nodes = [];
    const image = data.image ? Math.min(280, width * 0.34) : 0;
    const step = (width - left - right - image) / Math.max(1, last);
    data.sizes.forEach((_, layer) => {
      const x = layer === 0 ? (image ? left + image / 2 - 30 : left) : left + image + step * layer;
      const { stand, pitch, columns } = arrange(layer, x, layer === 0 ? image : step * 0.66, 36, height - 44);
      points.push(stand);
      const title = shape("text", { x, y: 16, class: "title" });
      title.textContent = layerName(layer);
      svg.append(title);
      nodes.push([]);
      if (layer < first) {
        const [{ x: x0, y: y0 }] = stand;
        Object.assign(picture.style, {
          left: `${x0 - pitch / 2}px`,
          top: `${y0 - pitch / 2}px`,
          width: `${pitch * columns}px`,
          height: `${(pitch * data.sizes[0]) / columns}px`,
        });
        return;
      }
      const isDot = columns > 1;
      const radius = isDot ? Math.max(2, Math.min(11, pitch * 0.4)) : Math.min(15, pitch * 0.26);
      stand.forEach((point, j) => addNeuron({ layer, j }, point, radius, isDot, isNarrow));
    });
    picture.hidden = !data.image;
  }

  /** @param {Place} place @param {Point} point @param {number} radius @param {boolean} isDot @param {boolean} isNarrow */
  function addNeuron({ layer, j }, { x, y }, radius, isDot, isNarrow) {
    const kind = layer === 0 ? "input" : layer === last ? "output" : "hidden";
    const group = shape("g", { class: `neuron ${kind}`, role: "button", tabindex: -1, transform: `translate(${x} ${y})` });
    group.append(shape("circle", { r: Math.max(radius, isDot ? radius : 20), class: "hit" }), shape("circle", { r: radius }));
    if (!isDot) {
      group.append(shape("text", { y: radius + 13, class: "value" }));
      const name = neuronName(layer, j);
      if (layer === 0 || (layer === last && !name.startsWith("Output,"))) {
        const side = layer ? 1 : -1;
        const beside = { x: side * (radius + 6), y: 5, class: layer ? "name" : "name before" };
        const text = shape("text", isNarrow ? { y: -radius - 4, class: "name above" } : beside);
        text.textContent = name.length > 15 ? `${name.slice(0, 14)}…` : name;
        group.append(text);
      }
    }
    const act = () => {
      focused = { layer, j };
      choose({ layer, j });
    };
    group.addEventListener("click", act);
    group.addEventListener("keydown", (event) => press(/** @type {KeyboardEvent} */ (event), { layer, j }, act));
    svg.append(group);
    nodes[layer][j] = group;
  }

  /** @param {KeyboardEvent} event @param {Place} at @param {() => void} act */
  function press(event, { layer, j }, act) {
    const across = (/** @type {number} */ to) => {
      const there = Math.max(first, Math.min(last, to));
      return { layer: there, j: Math.round((j / Math.max(1, data.sizes[layer] - 1)) * (data.sizes[there] - 1)) };
    };
    /** @type {Record<string, () => Place | void>} */
    const keys = {
      Enter: act,
      " ": act,
      ArrowUp: () => ({ layer, j: j - 1 }),
      ArrowDown: () => ({ layer, j: j + 1 }),
      ArrowLeft: () => across(layer - 1),
      ArrowRight: () => across(layer + 1),
      Home: () => ({ layer, j: 0 }),
      End: () => ({ layer, j: data.sizes[layer] - 1 }),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    const to = keys[event.key]();
    if (to && nodes[to.layer][to.j]) focus(to);
  }

  /** @param {Place} place */
  function focus(place) {
    nodes[focused.layer][focused.j].setAttribute("tabindex", "-1");
    focused = place;
    const node = nodes[place.layer][place.j];
    node.setAttribute("tabindex", "0");
    node.focus();
  }

  /** Return what counts as fully active in a layer. @param {number} layer @param {Float64Array} a */
  function scaleOf(layer, a) {
    if (["sigmoid", "tanh", "softmax"].includes(data.activations[layer - 1])) return 1;
    return a.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  }

  function light() {
    nodes.forEach((ofLayer, layer) => {
      const a = drawn.pass.activations[layer];
      const scale = scaleOf(layer, a);
      const sign = drawn.trace || (layer === 0 && drawn.asRecorded) ? "" : "≈ ";
      ofLayer.forEach((node, j) => {
        const shown = `${sign}${Numbers.shown(a[j], data.decimals)}`;
        node.style.setProperty("--lit", `${Math.round((100 * Math.abs(a[j])) / scale)}%`);
        node.classList.toggle("below", a[j] < 0);
        node.classList.toggle("open", drawn.open?.layer === layer && drawn.open.j === j);
        node.setAttribute("tabindex", focused.layer === layer && focused.j === j ? "0" : "-1");
        node.setAttribute("aria-label", `${neuronName(layer, j)}: ${layer ? "activation" : "input"} ${shown}`);
        const text = node.querySelector(".value");
        if (text) text.textContent = shown;
      });
    });
  }

  /** Yield the connections that are seen: layer, ends, weight and what it carries. @returns {[number, number, number, number, number][]} */
  function seen() {
    if (drawn.trace) {
      return drawn.trace.connections.flatMap((ofLayer, n) => ofLayer.map(([j, k, w, p]) => [n + 1, j, k, w, p]));
    }
    /** @type {[number, number, number, number, number][]} */
    const found = [];
    drawn.net.layers.forEach(({ weights, inputs }, n) => {
      const a = drawn.pass.activations[n];
      for (let i = 0; i < weights.length; i++) {
        const w = weights[i];
        if (Math.abs(w) < drawn.threshold || w === 0) continue;
        const k = i % inputs;
        found.push([n + 1, (i - k) / inputs, k, w, w * a[k]]);
      }
    });
    return found;
  }

  /** Draw connections: the wider, the larger the weight; the stronger, the more it carries now. */
  function connect() {
    const pen = lines.getContext("2d");
    const ratio = lines.width / Math.max(1, holder.clientWidth);
    const style = getComputedStyle(document.documentElement);
    const found = seen();
    const most = { w: new Array(last + 1).fill(0), p: new Array(last + 1).fill(0) };
    for (const [layer, , , w, p] of found) {
      most.w[layer] = Math.max(most.w[layer], Math.abs(w));
      most.p[layer] = Math.max(most.p[layer], Math.abs(p));
    }
    /** @type {Map<number, Path2D>} */
    const paths = new Map(); // by sign, width and shade, so that there are few strokes
    for (const [layer, j, k, w, p] of found) {
      const wide = Math.ceil((3 * Math.abs(w)) / most.w[layer]);
      const shade = p === 0 ? 0 : Math.ceil((SHADES * Math.abs(p)) / most.p[layer]);
      const key = (w < 0 ? 100 : 0) + wide * 10 + shade;
      if (!paths.has(key)) paths.set(key, new Path2D());
      const path = paths.get(key);
      const [from, to] = [points[layer - 1][k], points[layer][j]];
      path.moveTo(from.x, from.y);
      path.lineTo(to.x, to.y);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, lines.width, lines.height);
    for (const [key, path] of [...paths].sort(([one], [other]) => (one % 10) - (other % 10))) {
      const isNegative = key >= 100;
      pen.strokeStyle = style.getPropertyValue(isNegative ? "--negative" : "--positive");
      pen.globalAlpha = 0.12 + (0.75 * (key % 10)) / SHADES;
      pen.lineWidth = 0.6 * (Math.floor(key / 10) % 10);
      pen.setLineDash(isNegative && found.length < MOST_DASHED ? [5, 3] : []);
      pen.stroke(path);
    }
  }

  function look() {
    if (!data.image) return;
    [picture.height, picture.width] = data.image;
    Numbers.paint(picture, (i) => Array(3).fill(6 + (236 * Math.abs(drawn.measured[i])) / data.white));
  }

  /** @param {View} view */
  function draw(view) {
    drawn = view;
    if (!nodes.length) build();
    light();
    look();
    connect();
  }

  picture.addEventListener("pointermove", (event) => {
    const k = Math.floor((event.offsetY / picture.clientHeight) * data.image[0]) * data.image[1];
    const pixel = k + Math.floor((event.offsetX / picture.clientWidth) * data.image[1]);
    if (pixel < data.sizes[0]) picture.title = `${data.features[pixel]}: ${Numbers.full(drawn.measured[pixel])}`;
  });
  new ResizeObserver(() => {
    if (!drawn || Math.abs(Number(svg.getAttribute("viewBox").split(" ")[2]) - holder.clientWidth) < 1) return;
    build();
    draw(drawn);
  }).observe(holder);

  return { draw, focus, neuronName, layerName };
}
