// Mirrors scikit-learn's predict_proba for the forms of digitrec/browser/form.py: a model is a chain of
// steps, each of which turns one row of numbers into the next. Every step is made once, with the
// row that it fills, and sums in scikit-learn's order where that could show.

const ARRAY_TYPES = {
  uint8: Uint8Array, int16: Int16Array, int32: Int32Array,
  float32: Float32Array, float64: Float64Array,
};
const LEAF = 255; // in place of a cell
const TINY = 1e-12; // what scikit-learn adds before it takes the logarithm of a probability

// The arrays of a form, out of its one deflated block.
async function unpackArrays({ arrays, bytes }) {
  const letters = atob(bytes), packed = new Uint8Array(letters.length);
  for (let i = 0; i < packed.length; i++) packed[i] = letters.charCodeAt(i);
  const inflated = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const block = new Uint8Array(await new Response(inflated).arrayBuffer());
  let at = 0;
  return arrays.map(([type, n]) => {
    const size = ARRAY_TYPES[type].BYTES_PER_ELEMENT;
    const together = new Uint8Array(n * size); // they come as all first bytes, all second bytes ...
    for (let part = 0; part < size; part++) {
      for (let i = 0; i < n; i++) together[i * size + part] = block[at++];
    }
    return new ARRAY_TYPES[type](together.buffer);
  });
}

function makeChain(steps, arrays) {
  const made = steps.map((step) => STEP_MAKERS[step.kind](step, arrays));
  return (row) => {
    for (const run of made) row = run(row);
    return row;
  };
}

function makeScale({ factors, offsets }, arrays) {
  const factor = arrays[factors], offset = arrays[offsets], out = new Float64Array(factor.length);
  return (row) => {
    for (let i = 0; i < out.length; i++) out[i] = row[i] * factor[i] + offset[i];
    return out;
  };
}

// A layer of units; inputs that are 0, as most are after a rectifier, cost nothing.
function makeDense(step, arrays) {
  const weights = Float64Array.from(arrays[step.weights]), offsets = arrays[step.offsets];
  const n = offsets.length, out = new Float64Array(n);
  return (row) => {
    out.fill(0);
    for (let i = 0, at = 0; i < row.length; i++, at += n) {
      const x = row[i];
      if (x === 0) continue;
      for (let j = 0; j < n; j++) out[j] += x * weights[at + j];
    }
    for (let j = 0; j < n; j++) out[j] += offsets[j];
    if (step.rectified) for (let j = 0; j < n; j++) if (out[j] < 0) out[j] = 0;
    return out;
  };
}

function makeSoftmax({ factor = 1 }) {
  let out = null;
  return (row) => {
    out ??= new Float64Array(row.length);
    let most = -Infinity, sum = 0;
    for (let i = 0; i < row.length; i++) {
      out[i] = factor * row[i];
      if (out[i] > most) most = out[i];
    }
    for (let i = 0; i < row.length; i++) sum += out[i] = Math.exp(out[i] - most);
    for (let i = 0; i < row.length; i++) out[i] /= sum;
    return out;
  };
}

// Probabilities of two classes, of one number.
function makeOdds() {
  return ([score]) => {
    const second = 1 / (1 + Math.exp(-score));
    return [1 - second, second];
  };
}

function makeMirror() {
  return ([score]) => [-score, score];
}

function makeLog() {
  return (row) => row.map((probability) => Math.log(probability + TINY));
}

function makeConstant({ values }, arrays) {
  const out = Float64Array.from(arrays[values]);
  return () => out;
}

function makeMean({ of }, arrays) {
  const chains = of.map((steps) => makeChain(steps, arrays));
  return (row) => {
    const sum = new Float64Array(chains[0](row));
    for (const chain of chains.slice(1)) {
      const each = chain(row);
      for (let i = 0; i < sum.length; i++) sum[i] += each[i];
    }
    return sum.map((total) => total / chains.length);
  };
}

function wholePower(base, exponent) {
  let power = 1;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2) power *= base;
    base *= base;
  }
  return power;
}

function dotAt(row, vectors, at) {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i] * vectors[at + i];
  return sum;
}

function squaredDistanceAt(row, vectors, at) {
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    const difference = row[i] - vectors[at + i];
    sum += difference * difference;
  }
  return sum;
}

const KERNELS = {
  linear: () => dotAt,
  poly: ({ gamma, coef0, degree }) => (row, vectors, at) =>
    wholePower(gamma * dotAt(row, vectors, at) + coef0, degree),
  rbf: ({ gamma }) => (row, vectors, at) => Math.exp(-gamma * squaredDistanceAt(row, vectors, at)),
};

// One against one, and out of that one number for each class: how many it beats, and how clearly.
function makeSvm(step, arrays) {
  const kernel = KERNELS[step.kernel](step), vectors = arrays[step.vectors];
  const coefs = arrays[step.coefs], intercepts = arrays[step.intercepts], { counts } = step;
  const starts = counts.map((_, i) => counts.slice(0, i).reduce((sum, n) => sum + n, 0));
  const n = counts.length, nVectors = starts[n - 1] + counts[n - 1];
  const near = new Float64Array(nVectors), votes = new Float64Array(n), sums = new Float64Array(n);

  // The sum over the support vectors of class i in the vote between it and another.
  function sumOf(sum, i, other) {
    const coefAt = (other > i ? other - 1 : other) * nVectors;
    for (let k = starts[i]; k < starts[i] + counts[i]; k++) sum += coefs[coefAt + k] * near[k];
    return sum;
  }
  return (row) => {
    for (let k = 0; k < nVectors; k++) near[k] = kernel(row, vectors, k * row.length);
    if (n === 2) return [-(sumOf(sumOf(0, 0, 1), 1, 0) + intercepts[0])];
    votes.fill(0);
    sums.fill(0);
    for (let i = 0, pair = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++, pair++) {
        const decision = sumOf(sumOf(0, i, j), j, i) + intercepts[pair];
        sums[i] += decision;
        sums[j] -= decision;
        votes[decision < 0 ? j : i] += 1;
      }
    }
    return votes.map((beaten, i) => beaten + sums[i] / (3 * (Math.abs(sums[i]) + 1)));
  };
}

// numpy's sum of 8 numbers and more (up to 128): eight sums side by side.
function pairwiseSum(terms) {
  const n = terms.length, sums = Float64Array.from(terms.subarray(0, 8));
  let i = 8;
  for (; i + 8 <= n; i += 8) for (let j = 0; j < 8; j++) sums[j] += terms[i + j];
  const [a, b, c, d, e, f, g, h] = sums;
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (; i < n; i++) sum += terms[i];
  return sum;
}

function logOfSumOfExps(row) {
  const most = Math.max(...row);
  let rest = 0, nMost = 0;
  for (const each of row) {
    if (each === most) nMost += 1;
    else rest += Math.exp(each - most);
  }
  return Math.log1p(rest / nMost) + Math.log(nMost) + most;
}

function makeBayes(step, arrays) {
  const [priors, constants, means, variances] =
    ["priors", "constants", "means", "variances"].map((name) => arrays[step[name]]);
  const logs = new Float64Array(priors.length);
  let terms = null;
  return (row) => {
    terms ??= new Float64Array(row.length);
    for (let c = 0, at = 0; c < logs.length; c++) {
      for (let i = 0; i < row.length; i++, at++) {
        const difference = row[i] - means[at];
        terms[i] = (difference * difference) / variances[at];
      }
      logs[c] = priors[c] + (constants[c] - 0.5 * pairwiseSum(terms));
    }
    const whole = logOfSumOfExps(logs);
    return logs.map((each) => Math.exp(each - whole));
  };
}

const METRICS = {
  euclidean: squaredDistanceAt, // the root follows where it matters
  manhattan(row, rows, at) {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += Math.abs(row[i] - rows[at + i]);
    return sum;
  },
  chebyshev(row, rows, at) {
    let most = 0;
    for (let i = 0; i < row.length; i++) most = Math.max(most, Math.abs(row[i] - rows[at + i]));
    return most;
  },
  cosine: (row, rows, at) => Math.max(0, 1 - dotAt(row, rows, at)),
};

function ofLengthOne(row) {
  const length = Math.sqrt(dotAt(row, row, 0)) || 1;
  return Float64Array.from(row, (x) => x / length);
}

// The k nearest so far, the farthest of them on top. Of equally near ones those stay that stay in
// scikit-learn's heap, which this one follows step by step.
function makeHeap(k) {
  const distances = new Float64Array(k), labels = new Int32Array(k);
  function push(distance, label) {
    if (distance >= distances[0]) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= k) break;
      if (child + 1 < k && distances[child] < distances[child + 1]) child += 1;
      if (distances[child] <= distance) break;
      distances[at] = distances[child];
      labels[at] = labels[child];
      at = child;
    }
    distances[at] = distance;
    labels[at] = label;
  }
  return { distances, labels, push, clear: () => distances.fill(Infinity) };
}

function makeNeighbours(step, arrays) {
  const { k, n, weighted, ends } = step, labels = arrays[step.labels];
  const isCosine = step.metric === "cosine", distanceAt = METRICS[step.metric];
  const width = arrays[step.rows].length / labels.length;
  let rows = arrays[step.rows];
  if (isCosine) {
    rows = new Float64Array(rows);
    for (let at = 0; at < rows.length; at += width) {
      rows.set(ofLengthOne(rows.subarray(at, at + width)), at);
    }
  }
  const nearest = makeHeap(k), part = makeHeap(k);

  function search(row) {
    nearest.clear();
    let i = 0;
    for (const end of ends) {
      part.clear();
      for (; i < end; i++) part.push(distanceAt(row, rows, i * width), labels[i]);
      for (let j = 0; j < k; j++) nearest.push(part.distances[j], part.labels[j]);
    }
  }
  // A neighbour at no distance at all outvotes all others.
  function weightsOf(distances) {
    if (!weighted) return distances.map(() => 1);
    if (distances.includes(0)) return distances.map((distance) => Number(distance === 0));
    return distances.map((d) => 1 / (step.metric === "euclidean" ? Math.sqrt(d) : d));
  }
  return (row) => {
    search(isCosine ? ofLengthOne(row) : row);
    const weights = weightsOf(nearest.distances), votes = new Float64Array(n);
    nearest.labels.forEach((label, j) => { votes[label] += weights[j]; });
    const all = votes.reduce((sum, vote) => sum + vote, 0);
    return votes.map((vote) => vote / all);
  };
}

// Trees come as their nodes, each before its left branch and that before the right one. Calls
// found(tree, leaf) for the leaf, counted through all trees, at which a row ends in each.
function makeTrees(step, arrays) {
  const cells = arrays[step.cells], given = arrays[step.thresholds], roots = [];
  const thresholds = new Float64Array(cells.length), next = new Int32Array(cells.length);
  const lefts = []; // of which the right branch is still to come
  for (let i = 0, nInner = 0, nLeaves = 0, nMissing = 0; i < cells.length; i++) {
    if (nMissing === 0) {
      roots.push(i);
      nMissing = 1;
    }
    if (cells[i] === LEAF) {
      next[i] = nLeaves++;
      nMissing -= 1;
      if (nMissing) next[lefts.pop()] = i + 1;
    } else {
      thresholds[i] = given[nInner++];
      nMissing += 1;
      lefts.push(i);
    }
  }
  return (row, found) => {
    for (let tree = 0; tree < roots.length; tree++) {
      let node = roots[tree];
      while (cells[node] !== LEAF) {
        node = row[cells[node]] <= thresholds[node] ? node + 1 : next[node];
      }
      found(tree, next[node]);
    }
    return roots.length;
  };
}

function makeForest(step, arrays) {
  const findLeaves = makeTrees(step, arrays), leaves = arrays[step.leaves], values = arrays[step.values];
  const { n } = step, sums = new Float64Array(n);
  const add = (_, leaf) => {
    for (let c = 0, at = leaves[leaf] * n; c < n; c++) sums[c] += values[at + c];
  };
  return (row) => {
    sums.fill(0);
    const nTrees = findLeaves(Float32Array.from(row), add); // scikit-learn's trees ask of float32
    return sums.map((sum) => sum / nTrees);
  };
}

function makeBoosting(step, arrays) {
  const findLeaves = makeTrees(step, arrays), leaves = arrays[step.leaves], begin = arrays[step.begin];
  const sums = new Float64Array(begin.length);
  const add = (tree, leaf) => { sums[tree % sums.length] += leaves[leaf]; };
  return (row) => {
    sums.set(begin);
    findLeaves(row, add);
    return sums;
  };
}

const STEP_MAKERS = {
  scale: makeScale,
  dense: makeDense,
  softmax: makeSoftmax,
  odds: makeOdds,
  mirror: makeMirror,
  log: makeLog,
  constant: makeConstant,
  mean: makeMean,
  svm: makeSvm,
  bayes: makeBayes,
  neighbours: makeNeighbours,
  forest: makeForest,
  boosting: makeBoosting,
};

// A model of a form: its classes, predict(row) for their probabilities, the temperature of their
// means, and the digits that a drawing is compared with.
export async function loadModel(form) {
  const arrays = await unpackArrays(form);
  const chain = makeChain(form.steps, arrays);
  return {
    classes: form.classes,
    predict: (row) => Float64Array.from(chain(row)),
    withDirections: form.with_directions,
    temperature: form.temperature,
    digits: arrays[form.digits],
  };
}
