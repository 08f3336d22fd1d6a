// What the network answers.
/** @param {Data} data */
function makePanel(data) {
  const { put, shown, share } = Numbers;
  const last = data.sizes.length - 1;
  const isShared = data.classes.length > data.sizes[last]; // two classes have one output
  const rows = findAll("#answers li");

  /** @param {View} view */
  return ({ net, trace, pass, sample }) => {
    const sign = trace ? "" : "≈ ";
    const output = pass.activations[last];
    const shares = isShared ? [1 - output[0], output[0]] : [...output];
    const answer = Arithmetic.predict(output);
    rows.forEach((row, j) => {
      const value = Arithmetic.measured(data.targetScaling, shares[j], j);
      put(find("[data-about]", row), value, sign + (data.classifies ? share : shown)(value, data.decimals));
      find(".bar", row).style.setProperty("--share", shares[j]);
      row.classList.toggle("answer", data.classifies && j === answer);
    });
    const prediction = data.classifies ? data.classes[answer] : "";
    if (find("#prediction").textContent !== prediction) find("#prediction").textContent = prediction;
    const verdict = sample && answer === Arithmetic.predict(sample.target) ? " (right)" : " (wrong)";
    find("#truth").textContent = sample ? sample.truth + (data.classifies ? verdict : "") : "unknown, as the input is your own";
    const loss = trace ? trace.loss : sample && Arithmetic.loss(net, pass, sample.target);
    find("#no-loss").hidden = sample;
    find("#loss").hidden = !sample;
    if (sample) put(find("#loss"), loss, sign + shown(loss, data.decimals));
    const layers = data.activations.slice(0, max(1, last - 1));
    const counts = layers.map((activation, n) => Arithmetic.active(pass.activations[n + 1], activation));
    const lines = counts.map((count, n) => `${data.layers[n + 1]}: ${sign}${count} of ${data.sizes[n + 1]}`);
    find("#active").textContent = lines.join("\n");
  };
}
