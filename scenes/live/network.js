// The arithmetic of a network: no drawing in it. tests/live holds it against mathnet's traces.
"use strict";

/**
 * The data of the page (scenes/live/document.py); what there isn't is null; numbers may be packed.
 * @typedef {any} Packed
 * @typedef {{x: Packed, target: number[], measured: Packed, name: string, truth: string}} Sample
 * @typedef {{means: number[], divisors: number[]} | null} Scaling
 * @typedef {{weights: Packed[], biases: number[][]}} Packet
 * A recorded forward pass, where the network is too large for the page:
 * @typedef {{z: Packed[], a: Packed[], loss: number, connections: [j: number, k: number, w: number, p: number][][],
 *   terms: {bias: number, listed: [k: number, a: number, w: number, p: number][], others: number}[]}} Trace
 * @typedef {{noun: string, unit: string, decimals: number, features: string[], classes: string[], classifies: boolean,
 *   image: [rows: number, columns: number], white: number, scaling: Scaling, targetScaling: Scaling,
 *   sizes: number[], layers: string[], activations: string[], formulas: string[], loss: string, network: Packet, epochs: number,
 *   stages: (Packet & {epoch: number})[], recorded: string[][], shown: number, samples: Sample[],
 *   traces: Trace[]}} Data
 * weights[j * inputs + k] is from neuron k of the layer before to neuron j:
 * @typedef {{inputs: number, weights: Float64Array, biases: Float64Array, activation: string}} Layer
 * @typedef {{layers: Layer[], loss: string}} Net
 * activations[0] is x, and activations[n], z[n] are of layer n from 1 on:
 * @typedef {{activations: Float64Array[], z: Float64Array[]}} Pass
 */

const { abs, ceil, exp, floor, max, min, round } = Math;

const Arithmetic = (() => {
  /** Return the sum, correctly rounded (Shewchuk 1997, as in Python's math.fsum). @param {ArrayLike<number>} terms */
  function sum(terms) {
    /** @type {number[]} */
    const partials = []; // what doesn't overlap, from the smallest on
    let size = 0;
    for (let index = 0; index < terms.length; index++) {
      let x = terms[index];
      if (x === 0) continue;
      let kept = 0;
      for (let i = 0; i < size; i++) {
        let y = partials[i];
        if (abs(x) < abs(y)) [x, y] = [y, x];
        const high = x + y;
        const low = y - (high - x);
        if (low !== 0) partials[kept++] = low;
        x = high;
      }
      partials[kept] = x;
      size = kept + 1;
    }
    return rounded(partials, size);
  }

  /** Where what is left is half of the last digit, the rest decides. @param {number[]} partials @param {number} size */
  function rounded(partials, size) {
    if (!size) return 0;
    let high = partials[--size];
    let low = 0;
    while (size > 0) {
      const x = high;
      const y = partials[--size];
      high = x + y;
      low = y - (high - x);
      if (low !== 0) break;
    }
    if (size > 0 && low !== 0 && low < 0 === partials[size - 1] < 0) {
      const twice = low * 2;
      const x = high + twice;
      if (twice === x - high) high = x;
    }
    return high;
  }

  /** @type {Record<string, (z: number) => number>} */
  const ACTIVATIONS = {
    relu: (z) => (z > 0 ? z : 0),
    sigmoid: (z) => (z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z))),
    tanh: Math.tanh,
    identity: (z) => z,
  };

  /** @param {Float64Array} z of a whole layer */
  function softmax(z) {
    const shift = max(...z);
    const exponentials = z.map((value) => exp(value - shift));
    const total = sum(exponentials);
    return exponentials.map((value) => value / total);
  }

  /** @param {Net} network @param {Float64Array} x @returns {Pass} */
  function forward(network, x) {
    const pass = { activations: [x], z: [x] };
    for (const { inputs, weights, biases, activation } of network.layers) {
      const before = pass.activations[pass.activations.length - 1];
      const lit = [...before.keys()].filter((k) => before[k] !== 0); // the others add nothing
      const terms = new Float64Array(lit.length + 1);
      const z = biases.map((bias, j) => {
        lit.forEach((k, i) => (terms[i] = weights[j * inputs + k] * before[k]));
        terms[lit.length] = bias;
        return sum(terms);
      });
      pass.z.push(z);
      pass.activations.push(activation === "softmax" ? softmax(z) : z.map(ACTIVATIONS[activation]));
    }
    return pass;
  }

  /** Return the loss of one sample. @param {Net} network @param {Pass} pass @param {number[]} target */
  function loss(network, pass, target) {
    const last = pass.z.length - 1;
    const [z, a] = [pass.z[last], pass.activations[last]];
    if (network.loss === "cross-entropy") {
      const shift = max(...z);
      const exponentials = Array.from(z, (value) => exp(value - shift));
      const logTotal = Math.log1p(sum([...exponentials, -1]));
      return sum(target.map((y, j) => 0 - y * (z[j] - shift - logTotal)));
    }
    if (network.loss === "binary-cross-entropy") {
      return sum(target.map((y, j) => (z[j] > 0 ? (1 - y) * z[j] : 0 - y * z[j]) + Math.log1p(exp(-abs(z[j])))));
    }
    const squares = target.map((y, j) => (a[j] - y) * (a[j] - y));
    if (network.loss === "half-squared-error") return sum(squares.map((square) => 0.5 * square));
    return sum(squares) / squares.length;
  }

  /** Return the class of an output. @param {number[] | Float64Array} output */
  function predict(output) {
    if (output.length === 1) return output[0] >= 0.5 ? 1 : 0;
    return output.indexOf(max(...output));
  }

  /** Count the active: above 0 for ReLU, from a half on for others. @param {Float64Array} a @param {string} activation */
  const active = (a, activation) => a.filter((one) => (activation === "relu" ? one > 0 : abs(one) >= 0.5)).length;

  /** @param {Scaling} scaling @param {number} value @param {number} k */
  const standardised = (scaling, value, k) => (scaling ? (value - scaling.means[k]) / scaling.divisors[k] : value);
  /** @param {Scaling} scaling @param {number} value @param {number} k */
  const measured = (scaling, value, k) => (scaling ? scaling.means[k] + scaling.divisors[k] * value : value);

  /** Return numbers as they were. @param {Packed} packed */
  function unpack(packed) {
    if (Array.isArray(packed)) return Float64Array.from(packed);
    const [key] = Object.keys(packed);
    const bytes = Uint8Array.from(atob(packed[key]), (letter) => letter.charCodeAt(0));
    if (key === "base64-bytes") return Float64Array.from(bytes, (byte) => (byte / packed.levels) * packed.white);
    if (key === "base64-float64-le") return new Float64Array(bytes.buffer);
    if (key === "base64-float32-le") return Float64Array.from(new Float32Array(bytes.buffer));
    return Float64Array.from(new Uint16Array(bytes.buffer), half);
  }

  /** Return the IEEE 754 float of 16 bits. @param {number} word */
  function half(word) {
    const exponent = (word >> 10) & 31;
    const fraction = word & 1023;
    const size = exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24;
    return word >> 15 ? -size : size;
  }

  /** @param {Data} data @param {Packet} parameters @returns {Net} */
  function networkOf(data, parameters) {
    const layers = data.activations.map((activation, n) => ({
      inputs: data.sizes[n],
      weights: unpack(parameters.weights[n]),
      biases: Float64Array.from(parameters.biases[n]),
      activation,
    }));
    return { layers, loss: data.loss };
  }

  return { sum, forward, loss, predict, active, standardised, measured, unpack, networkOf };
})();
