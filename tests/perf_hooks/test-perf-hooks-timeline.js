'use strict';
// Marks and measures are kept, observed and cleared; the clock begins with the
// process.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { PerformanceObserver, performance } = require('node:perf_hooks');

assert.ok(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
const observer = new PerformanceObserver(mustCall((list) => {
  assert.deepStrictEqual(list.getEntries().map(({ name, entryType }) => [name, entryType]), [
    ['whole', 'measure'], ['sum', 'function'],
  ]);
  observer.disconnect();
}));
observer.observe({ entryTypes: ['measure', 'function'] });

performance.mark('begin', { startTime: 5, detail: { why: 'test' } });
performance.mark('end', { startTime: 12 });
const measure = performance.measure('whole', 'begin', 'end');
assert.deepStrictEqual([measure.startTime, measure.duration], [5, 7]);
assert.deepStrictEqual(performance.getEntriesByName('begin')[0].detail, { why: 'test' });
assert.deepStrictEqual(performance.getEntriesByType('mark').map(({ name }) => name), ['begin', 'end']);
performance.clearMarks('begin');
assert.throws(() => performance.measure('again', 'begin'), { name: 'SyntaxError' });
assert.throws(() => performance.mark('bad', { startTime: -1 }), { code: 'ERR_PERFORMANCE_INVALID_TIMESTAMP' });

assert.strictEqual(performance.timerify(function sum(a, b) { return a + b; })(1, 2), 3);
assert.throws(() => performance.now.call({}), { code: 'ERR_INVALID_THIS' });

// A busy machine may leave the loop nothing to wait for at first.
setTimeout(function look() {
  const { idle, active, utilization } = performance.eventLoopUtilization();
  if (idle === 0) return setTimeout(look, 20);
  assert.ok(idle > 0 && active > 0 && utilization > 0 && utilization < 1);
}, 20);
