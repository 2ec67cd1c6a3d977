'use strict';
// Histograms: what they make of the recorded values, and the one of the loop.
require('../common');
const assert = require('node:assert');
const { createHistogram, monitorEventLoopDelay } = require('node:perf_hooks');
const { inspect } = require('node:util');

const h = createHistogram();
assert.deepStrictEqual([h.count, h.min, h.max, h.mean, h.stddev, h.skewness], [0, 2 ** 63, 0, NaN, NaN, 0]);
assert.strictEqual(h.minBigInt, 2n ** 63n - 1n);
for (const value of [1, 2, 3, 10, 50n, 100, 1000, 12345, 9e15]) h.record(value);
assert.deepStrictEqual([h.count, h.countBigInt, h.min, h.max, h.exceeds], [9, 9n, 1, 9002801208229887, 0]);
assert.deepStrictEqual([...h.percentiles], [
  [0, 1], [50, 50], [75, 1000], [87.5, 12344], [93.75, 8998403161718784], [100, 8998403161718784],
]);
assert.deepStrictEqual([1, 50, 87.5, 99].map((p) => h.percentile(p)), [1, 50, 12351, 9002801208229887]);
assert.strictEqual(h.percentileBigInt(50), 50n);
assert.deepStrictEqual([...h.percentilesAt([50, 75])], [[50, 50], [75, 1000]]);
assert.deepStrictEqual([h.countAt(12345), h.countAt(5)], [1, 0]);
assert.ok(Math.abs(h.skewness - 2.4748737) < 1e-6 && Math.abs(h.kurtosis - 4.125) < 1e-6);
assert.strictEqual(inspect(h, { depth: -1 }), '[RecordableHistogram]');
assert.match(inspect(h), /^Histogram \{\n {2}min: 1,/);

const small = createHistogram({ lowest: 1, highest: 100 });
for (const value of [99, 100, 101, 1000]) small.record(value);
assert.deepStrictEqual([small.count, small.exceeds, small.max], [2, 2, 100]);

const other = createHistogram();
other.record(1);
other.record(7);
h.add(other);
assert.deepStrictEqual([h.count, h.countAt(1)], [11, 2]);
h.subtract(other);
assert.deepStrictEqual([h.count, h.countAt(1)], [9, 1]);
h.recordCorrected(100, 10);
assert.strictEqual(h.count, 19);
h.recordDelta();
h.reset();
assert.strictEqual(h.count, 0);

for (const [fn, code] of [
  [() => h.record('x'), 'ERR_INVALID_ARG_TYPE'],
  [() => h.record(1.5), 'ERR_OUT_OF_RANGE'], [() => h.percentile(0), 'ERR_OUT_OF_RANGE'],
  [() => h.percentile(101), 'ERR_OUT_OF_RANGE'], [() => h.add({}), 'ERR_INVALID_ARG_TYPE'],
  [() => createHistogram({ lowest: 0 }), 'ERR_OUT_OF_RANGE'], [() => createHistogram(1), 'ERR_INVALID_ARG_TYPE'],
  [() => createHistogram({ lowest: 5, highest: 6 }), 'ERR_OUT_OF_RANGE'],
  [() => createHistogram({ figures: 6 }), 'ERR_OUT_OF_RANGE'],
  [() => monitorEventLoopDelay({ resolution: 0 }), 'ERR_OUT_OF_RANGE'],
  [() => new h.constructor(), 'ERR_ILLEGAL_CONSTRUCTOR'],
]) assert.throws(fn, { code });

const delay = monitorEventLoopDelay({ resolution: 1 });
assert.deepStrictEqual([delay.enable(), delay.enable()], [true, false]);
const timer = setInterval(() => {
  if (delay.count === 0) return;
  assert.ok(delay.min > 0 && delay.max >= delay.min);
  assert.deepStrictEqual([delay.disable(), delay.disable()], [true, false]);
  clearInterval(timer);
}, 2);
