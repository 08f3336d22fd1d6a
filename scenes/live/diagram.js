// The network: neurons that can be opened, and connections on a canvas below them.
/**
 * @typedef {{layer: number, j: number}} Place
 * What is to be drawn: the network, or a trace; what it answers, to which Sample if it is one; the Place whose worksheet
 * is open; the weights that were moved, as "layer j k".
 * @typedef {{net: Net, trace: Trace, pass: Pass, measured: Float64Array, sample: any, open: any,
 *   threshold: number, stage: number, touched: Set<string>}} View
 * @typedef {{x: number, y: number}} Point
 */

/** @param {Data} data @param {(place: Place) => void} choose */
function makeDiagram(data, choose) {
  const MOST_IN_COLUMN = 16; // more are a block of dots
  const PITCH = 66; // pixels from neuron to neuron
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

  /** @param {Element} parent @param {string} name @param {object} attributes @param {string} text */
  function add(parent, name, attributes, text = "") {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return /** @type {SVGElement} */ (parent.appendChild(made));
  }

  /** An output of two classes is the second one. @param {number} layer @param {number} j */
  function neuronName(layer, j) {
    if (layer === 0) return data.features[j];
    return layer === last ? data.classes[data.classes.length - sizes[last] + j] : `neuron ${j + 1}`;
  }

  function build() {
    const width = holder.clientWidth;
    const isNarrow = width < 560;
    const column = max(5, ...sizes.slice(first).filter((size) => size <= MOST_IN_COLUMN));
    const height = column * PITCH + 40;
    const side = image ? min(280, width / 3) : 0;
    const left = side || (isNarrow ? 46 : 130);
    const step = (width - left - (isNarrow ? 46 : 120)) / last;
    holder.style.height = `${height}px`;
    const ratio = devicePixelRatio;
    Object.assign(lines, { width: width * ratio, height: height * ratio });
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren();
    nodes = [];
    points = sizes.map((size, layer) => {
      const isPicture = layer < first;
      const columns = isPicture ? image[1] : size > MOST_IN_COLUMN ? ceil(Math.sqrt(size / 6)) : 1;
      const rows = ceil(size / columns);
      const room = [(height - 40) / rows, PITCH];
      if (columns > 1) room.push((isPicture ? side : step * 0.8) / columns, isPicture ? side : 30);
      const pitch = min(...room);
      const x = isPicture ? side / 2 : left + step * layer;
      const corner = { x: x - ((columns - 1) * pitch) / 2, y: 20 + (height - (rows - 1) * pitch) / 2 };
      add(svg, "text", { x, y: 14, class: "title" }, data.layers[layer]);
      nodes.push([]);
      const stand = Array.from({ length: size }, (_, j) => ({
        x: corner.x + (j % columns) * pitch,
        y: corner.y + floor(j / columns) * pitch,
      }));
      if (isPicture) {
        picture.style.cssText = `left: ${corner.x - pitch / 2}px; top: ${corner.y - pitch / 2}px; width: ${side}px; height: ${pitch * rows}px`;
      } else stand.forEach((point, j) => addNeuron({ layer, j }, point, pitch, columns > 1, isNarrow));
      return stand;
    });
  }

  /** @param {Place} place @param {Point} point @param {number} pitch @param {boolean} isDot @param {boolean} isNarrow */
  function addNeuron({ layer, j }, { x, y }, pitch, isDot, isNarrow) {
    const kind = layer === 0 ? "input" : layer === last ? "output" : "hidden";
    const r = isDot ? pitch * 0.38 : 15;
    const group = add(svg, "g", { class: `neuron ${kind} ${pitch < 12 && "tiny"}`, role: layer ? "button" : "img", transform: `translate(${x} ${y})` });
    add(group, "circle", { r: isDot ? pitch / 2 : 22, class: "hit" });
    add(group, "circle", { r });
    if (!isDot) add(group, "text", { y: r + 14, class: "value" });
    if (!isDot && kind !== "hidden") {
      const name = neuronName(layer, j);
      const beside = { x: (layer ? 1 : -1) * (r + 6), y: 5, class: layer ? "" : "before" };
      add(group, "text", isNarrow ? { y: -r - 4, class: "above" } : beside, name.length > 15 ? `${name.slice(0, 14)}…` : name);
    }
    group.addEventListener("click", () => choose((focused = { layer, j })));
    group.addEventListener("keydown", (event) => press(event, { layer, j }));
    nodes[layer][j] = group;
  }

  /** @param {any} event @param {Place} at */
  function press(event, { layer, j }) {
    const [across, down] = ARROWS[event.key] ?? [0, 0];
    if (!across && !down && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const to = max(first, min(last, layer + across));
    const along = across ? floor((j * sizes[to]) / sizes[layer]) : j + down;
    if (!across && !down) choose((focused = { layer, j }));
    else if (nodes[to][along]) focus({ layer: to, j: along });
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
      const most = isBounded ? 1 : max(...a.map(abs)) || 1; // what counts as fully active
      const sign = drawn.trace || (layer === 0 && drawn.sample) ? "" : "≈ ";
      ofLayer.forEach((node, j) => {
        const shown = sign + (isBounded ? Numbers.share : Numbers.shown)(a[j], data.decimals);
        node.style.setProperty("--lit", `${round((100 * abs(a[j])) / most)}%`);
        node.classList.toggle("below", a[j] < 0);
        node.classList.toggle("open", drawn.open?.layer === layer && drawn.open.j === j);
        node.tabIndex = focused.layer === layer && focused.j === j ? 0 : -1;
        node.ariaLabel = `${data.layers[layer]}, ${neuronName(layer, j)}: ${shown}`;
        if (find(".value", node)) find(".value", node).textContent = shown;
      });
    });
  }

  /** Return connections: layer, ends, weight, product. */
  function seen() {
    if (drawn.trace) return drawn.trace.connections.flatMap((ofLayer, n) => ofLayer.map((one) => [n + 1, ...one]));
    /** @type {number[][]} */
    const found = [];
    drawn.net.layers.forEach(({ weights, inputs }, n) => {
      weights.forEach((w, i) => {
        if (abs(w) < drawn.threshold || !w) return;
        const k = i % inputs;
        found.push([n + 1, (i - k) / inputs, k, w, w * drawn.pass.activations[n][k]]);
      });
    });
    return found;
  }

  /** Wide where the weight is large, strong where it carries much. */
  function connect() {
    const pen = lines.getContext("2d");
    const ratio = lines.width / holder.clientWidth;
    const style = getComputedStyle(document.documentElement);
    const found = seen();
    /** @type {number[]} */
    const weights = sizes.map(() => 0);
    const products = [...weights];
    for (const [layer, , , w, p] of found) {
      weights[layer] = max(weights[layer], abs(w));
      products[layer] = max(products[layer], abs(p));
    }
    /** @type {[Point, Point][][]} */
    const alike = []; // by shade, width and sign
    for (const [layer, j, k, w, p] of found) {
      const wide = ceil((3 * abs(w)) / weights[layer]);
      const key = (p && ceil((SHADES * abs(p)) / products[layer])) * 10 + wide * 2 + Number(w < 0);
      (alike[key] ??= []).push([points[layer - 1][k], points[layer][j]]);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, lines.width, lines.height);
    alike.forEach((ends, key) => {
      const isNegative = key % 2;
      pen.strokeStyle = style.getPropertyValue(isNegative ? "--negative" : "--positive");
      pen.globalAlpha = 0.12 + (0.75 * floor(key / 10)) / SHADES;
      pen.lineWidth = 0.6 * floor((key % 10) / 2);
      pen.setLineDash(isNegative && !image ? [5, 3] : []);
      for (const [from, to] of ends) {
        pen.beginPath(); // one by one is quicker
        pen.moveTo(from.x, from.y);
        pen.lineTo(to.x, to.y);
        pen.stroke();
      }
    });
  }

  /** @param {View} view */
  const draw = (view) => {
    drawn = view;
    if (!nodes.length) build();
    light();
    connect();
    if (picture) Numbers.paint(picture, view.measured, data.white);
  };

  new ResizeObserver(() => {
    if (!drawn || lines.width === floor(holder.clientWidth * devicePixelRatio)) return;
    nodes = [];
    draw(drawn);
  }).observe(holder);

  return { draw, focus, neuronName };
}
