// The arithmetic of a network: no drawing in it. Held against the traces of mathnet in tests/live.
"use strict";

/**
 * The data in the page, as scenes/live/document.py makes it; what there isn't is null. Numbers may be packed as text.
 * @typedef {any} Packed
 * @typedef {{x: Packed, target: number[], measured: Packed, name: string, truth: string}} Sample
 * @typedef {{means: number[], divisors: number[]} | null} Scaling
 * @typedef {{weights: Packed[], biases: number[][]}} Packet
 * A recorded forward pass, where the network is too large for the page:
 * @typedef {{z: Packed[], a: Packed[], loss: number, connections: [j: number, k: number, w: number, p: number][][],
 *   terms: {bias: number, listed: [k: number, a: number, w: number, p: number][], others: number}[]}} Trace
 * @typedef {{noun: string, unit: string, decimals: number, features: string[], classes: string[], classifies: boolean,
 *   image: [rows: number, columns: number], white: number, scaling: Scaling, targetScaling: Scaling,
 *   sizes: number[], activations: string[], loss: string, network: Packet, epochs: number,
 *   stages: (Packet & {epoch: number})[], recorded: string[][], shown: number, samples: Sample[],
 *   traces: Trace[]}} Data
 * weights[j * inputs + k] is from neuron k of the layer before to neuron j:
 * @typedef {{inputs: number, outputs: number, weights: Float64Array, biases: Float64Array, activation: string}} Layer
 * @typedef {{layers: Layer[], loss: string}} Net
 * activations[0] is x, and activations[n], z[n] are of layer n from 1 on:
 * @typedef {{activations: Float64Array[], z: Float64Array[]}} Pass
 */

const Arithmetic = (() => {
  /**
   * Return the sum, correctly rounded: the algorithm of Shewchuk (1997), as in Python's math.fsum.
   * @param {ArrayLike<number>} terms
   */
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
        if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
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
    sigmoid: (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))),
    tanh: Math.tanh,
    identity: (z) => z,
  };

  /** @param {Float64Array} z of a whole layer */
  function softmax(z) {
    const shift = Math.max(...z);
    const exponentials = z.map((value) => Math.exp(value - shift));
    const total = sum(exponentials);
    return exponentials.map((value) => value / total);
  }

  /** @param {Net} network @param {Float64Array} x @returns {Pass} */
  function forward(network, x) {
    const pass = { activations: [x], z: [x] };
    for (const layer of network.layers) {
      const inputs = pass.activations[pass.activations.length - 1];
      const terms = new Float64Array(layer.inputs + 1);
      const lit = Array.from(inputs.keys()).filter((k) => inputs[k] !== 0); // the others add nothing
      const z = new Float64Array(layer.outputs);
      for (let j = 0; j < layer.outputs; j++) {
        const start = j * layer.inputs;
        for (let i = 0; i < lit.length; i++) terms[i] = layer.weights[start + lit[i]] * inputs[lit[i]];
        terms[lit.length] = layer.biases[j];
        z[j] = sum(terms.subarray(0, lit.length + 1));
      }
      pass.z.push(z);
      pass.activations.push(layer.activation === "softmax" ? softmax(z) : z.map(ACTIVATIONS[layer.activation]));
    }
    return pass;
  }

  /** Return the loss of one sample. @param {Net} network @param {Pass} pass @param {number[]} target */
  function loss(network, pass, target) {
    const last = pass.z.length - 1;
    const [z, a] = [pass.z[last], pass.activations[last]];
    if (network.loss === "cross-entropy") {
      const shift = Math.max(...z);
      const exponentials = Array.from(z, (value) => Math.exp(value - shift));
      const logTotal = Math.log1p(sum([...exponentials, -1]));
      return sum(target.map((y, j) => 0 - y * (z[j] - shift - logTotal)));
    }
    if (network.loss === "binary-cross-entropy") {
      return sum(
        target.map((y, j) => (z[j] > 0 ? (1 - y) * z[j] : 0 - y * z[j]) + Math.log1p(Math.exp(-Math.abs(z[j])))),
      );
    }
    const squares = target.map((y, j) => (a[j] - y) * (a[j] - y));
    if (network.loss === "half-squared-error") return sum(squares.map((square) => 0.5 * square));
    return sum(squares) / squares.length;
  }

  /** Return the class that an output stands for. @param {number[] | Float64Array} output */
  function predict(output) {
    if (output.length === 1) return output[0] >= 0.5 ? 1 : 0;
    return output.indexOf(Math.max(...output));
  }

  /** Count the active: above 0 for ReLU, from a half on for the others, either way. @param {Float64Array} a @param {string} activation */
  const active = (a, activation) => a.filter((one) => (activation === "relu" ? one > 0 : Math.abs(one) >= 0.5)).length;

  /** @param {Scaling | null} scaling @param {number} value @param {number} k */
  const standardised = (scaling, value, k) => (scaling ? (value - scaling.means[k]) / scaling.divisors[k] : value);
  /** @param {Scaling | null} scaling @param {number} value @param {number} k */
  const measured = (scaling, value, k) => (scaling ? scaling.means[k] + scaling.divisors[k] * value : value);

  /** Return numbers as they were before scenes/live/document.py packed them. @param {Packed} packed */
  function unpack(packed) {
    if (Array.isArray(packed)) return Float64Array.from(packed);
    const [key] = Object.keys(packed);
    const bytes = Uint8Array.from(atob(packed[key]), (letter) => letter.charCodeAt(0));
    if (key === "base64-bytes") return Float64Array.from(bytes, (byte) => (byte / packed.levels) * packed.white);
    const bits = Number(key.slice(-5, -3));
    const view = new DataView(bytes.buffer);
    /** @type {Record<number, (at: number) => number>} */
    const read = { 16: (at) => half(view, at), 32: (at) => view.getFloat32(at, true), 64: (at) => view.getFloat64(at, true) };
    return Float64Array.from({ length: (bytes.length * 8) / bits }, (_, index) => read[bits]((index * bits) / 8));
  }

  /** Return the IEEE 754 float of 16 bits. @param {DataView} view @param {number} at */
  function half(view, at) {
    const word = view.getUint16(at, true);
    const exponent = (word >> 10) & 31;
    const fraction = word & 1023;
    const size = exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24;
    return word >> 15 ? -size : size;
  }

  /** @param {Data} data @param {Packet} parameters @returns {Net} */
  function networkOf(data, parameters) {
    const layers = data.activations.map((activation, n) => ({
      inputs: data.sizes[n],
      outputs: data.sizes[n + 1],
      weights: unpack(parameters.weights[n]),
      biases: Float64Array.from(parameters.biases[n]),
      activation,
    }));
    return { layers, loss: data.loss };
  }

  return { sum, forward, loss, predict, active, standardised, measured, unpack, networkOf };
})();
