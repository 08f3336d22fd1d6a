// What the network answers: prediction, shares, truth, loss, active neurons.
"use strict";

/** @param {Data} data @param {ReturnType<typeof makeDiagram>} diagram */
function makePanel(data, diagram) {
  const { make, put, shown, share } = Numbers;
  const last = data.sizes.length - 1;
  const isShared = data.classes.length === 2 && data.sizes[last] === 1; // two classes have one output
  const rows = [...document.querySelectorAll("#answers li")];

  /** @param {string} id @param {string} text */
  function say(id, text) {
    const place = document.getElementById(id);
    if (place.textContent !== text) place.replaceChildren(text);
  }

  /** @param {View} view */
  function draw(view) {
    const { pass, sample, trace } = view;
    const sign = trace ? "" : "≈ ";
    const output = pass.activations[last];
    const shares = isShared ? [1 - output[0], output[0]] : [...output];
    const answer = Arithmetic.predict(output);
    rows.forEach((row, j) => {
      const value = Arithmetic.measured(data.targetScaling, shares[j], j);
      put(row.lastElementChild, value, sign + (data.classifies ? share : shown)(value, data.decimals));
      /** @type {HTMLElement} */ (row).style.setProperty("--share", String(shares[j]));
      row.classList.toggle("answer", data.classifies && j === answer);
    });
    if (data.classifies) say("prediction", data.classes[answer]);
    const isRight = sample && data.classifies && answer === Arithmetic.predict(sample.target);
    const verdict = data.classifies ? ` (${isRight ? "right" : "wrong"})` : "";
    say("truth", sample ? sample.truth + verdict : "unknown, as the input is your own");
    const loss = trace ? trace.loss : sample && Arithmetic.loss(view.net, pass, sample.target);
    const place = make("span");
    if (loss !== null) put(place, loss, `${sign}${shown(loss, data.decimals)}`);
    else place.textContent = `none without a true ${data.classifies ? "class" : "value"}`;
    document.getElementById("loss").replaceChildren(place);
    const layers = data.activations.slice(0, Math.max(1, last - 1));
    const counts = layers.map((activation, n) => Arithmetic.active(pass.activations[n + 1], activation));
    const said = counts.map((count, n) => `${diagram.layerName(n + 1)}: ${sign}${count} of ${data.sizes[n + 1]}`);
    document.getElementById("active").replaceChildren(...said.map((textContent) => make("p", { textContent })));
  }

  return { draw };
}
