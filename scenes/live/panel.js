// What the network answers: prediction, shares, truth, loss; and what was recorded.
"use strict";

/** @param {Data} data @param {ReturnType<typeof makeDiagram>} diagram */
function makePanel(data, diagram) {
  const { make, put, shown, share } = Numbers;
  const last = data.sizes.length - 1;
  const isShared = data.classes.length === 2 && data.sizes[last] === 1; // two classes have one output
  const list = document.getElementById("answers");
  const bars = data.classes.map((name) => {
    const value = make("span", { "data-about": `output: ${name}` });
    const bar = make("span", { className: "bar" });
    const row = make("li", {}, make("span", { className: "label", textContent: name }), bar, value);
    list.append(row);
    return { row, bar, value };
  });
  list.classList.toggle("shares", data.classifies);

  /** @param {string} id @param {number} value @param {string} text */
  const tell = (id, value, text) => put(document.getElementById(id), value, text);
  /** @param {string} id @param {string} text */
  function say(id, text) {
    const element = document.getElementById(id);
    element.removeAttribute("data-value");
    element.removeAttribute("tabindex");
    element.classList.remove("n");
    if (element.textContent !== text) element.textContent = text;
  }

  /** @param {View} view */
  function draw(view) {
    const sign = view.trace ? "" : "≈ ";
    const output = view.pass.activations[last];
    const shares = isShared ? [1 - output[0], output[0]] : Array.from(output);
    const answer = Arithmetic.predict(output);
    const truth = view.sample && data.classifies ? Arithmetic.predict(view.sample.target) : -1;
    bars.forEach(({ row, bar, value }, j) => {
      const own = Arithmetic.measured(data.targetScaling, shares[j], j);
      put(value, own, `${sign}${data.classifies ? share(own, data.decimals) : shown(own, data.decimals)}`);
      bar.style.setProperty("--share", String(Math.max(0, Math.min(1, shares[j]))));
      row.classList.toggle("answer", data.classifies && j === answer);
    });
    document.getElementById("prediction").textContent = data.classifies ? data.classes[answer] : "";
    tellTruth(view, truth, answer);
    const loss = view.trace ? view.trace.loss : view.sample && Arithmetic.loss(view.net, view.pass, view.sample.target);
    if (loss === null) say("loss", `none: it takes a ${data.noun} of the data`);
    else tell("loss", loss, `${sign}${shown(loss, data.decimals)}`);
    const layers = data.activations.slice(0, Math.max(1, last - 1)).map((activation, n) => {
      const count = Arithmetic.active(activation, view.pass.activations[n + 1]);
      return `${diagram.layerName(n + 1)}: ${sign}${count} of ${data.sizes[n + 1]}`;
    });
    say("active", layers.join(" · "));
  }

  /** @param {View} view @param {number} truth @param {number} answer */
  function tellTruth(view, truth, answer) {
    if (!view.sample) say("truth", "unknown: this input is your own");
    else if (data.classifies) say("truth", `${data.classes[truth]} ${truth === answer ? "(right)" : "(wrong)"}`);
    else {
      const values = view.sample.measuredTarget ?? view.sample.target;
      say("truth", values.map((y) => shown(y, data.decimals)).join(", "));
    }
  }

  return { draw };
}
