'use strict';

// The performance entries of what node:net, node:dns and others do: an entry
// begins at startPerf and, if all goes well, ends at stopPerf.

const { now } = require('internal/binding/clock');
const { PerformanceNodeEntry, kCreate } = require('internal/perf/entry');
const { enqueue, hasObserver } = require('internal/perf/timeline');

// startPerf notes on target, under a symbol, that an entry has begun: its type,
// name and detail.
function startPerf(target, symbol, { type, name, detail }) {
  target[symbol] = { type, name, detail, startTime: now() };
}

// stopPerf hands the entry to its observers; more adds to its detail.
function stopPerf(target, symbol, more = undefined) {
  const begun = target[symbol];
  if (begun === undefined) return;
  const { type, name, detail, startTime } = begun;
  enqueue(new PerformanceNodeEntry(kCreate, name, type, startTime, now() - startTime, { ...detail, ...more?.detail }));
}

module.exports = { hasObserver, startPerf, stopPerf };
