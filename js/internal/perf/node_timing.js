'use strict';

// performance.nodeTiming: the milestones of the process, and
// eventLoopUtilization. Times are milliseconds since the process began, -1 for
// what has not happened.

const binding = require('internal/binding/perf');
const { now } = require('internal/binding/clock');
const { PerformanceEntry, inspectEntry } = require('internal/perf/entry');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
let loopExit = -1;
process.once('exit', () => { loopExit = now(); });

const values = {
  name: () => 'node',
  entryType: () => 'node',
  startTime: () => 0,
  duration: now,
  nodeStart: () => binding.nodeStart,
  v8Start: () => binding.v8Start,
  environment: () => binding.environment,
  loopStart: binding.loopStart,
  loopExit: () => loopExit,
  bootstrapComplete: () => binding.bootstrapComplete,
  idleTime: binding.idleTime,
  uvMetricsInfo() {
    const [loopCount, events] = binding.metrics();
    return { loopCount, events, eventsWaiting: 0 };
  },
};

class PerformanceNodeTiming {
  constructor() {
    for (const [name, get] of Object.entries(values))
      Object.defineProperty(this, name, { __proto__: null, configurable: true, enumerable: true, get });
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    return inspectEntry('PerformanceNodeTiming', this.toJSON(), depth, options);
  }

  toJSON() {
    const {
      name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit,
      idleTime,
    } = this;
    return {
      name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit,
      idleTime,
    };
  }
}
Object.setPrototypeOf(PerformanceNodeTiming.prototype, PerformanceEntry.prototype);

// Of the time that the loop has run, since the process began or since an
// earlier result, which part it spent working and which waiting.
function eventLoopUtilization(util1, util2) {
  const loopStart = binding.loopStart();
  if (loopStart <= 0) return { idle: 0, active: 0, utilization: 0 };
  const idle = binding.idleTime();
  return utilizationOf([idle, now() - loopStart - idle], util1, util2);
}

function utilizationOf([idle, active], util1, util2) {
  if (util2) return utilization(util1.idle - util2.idle, util1.active - util2.active);
  return util1 ? utilization(idle - util1.idle, active - util1.active) : utilization(idle, active);
}

function utilization(idle, active) {
  return { idle, active, utilization: active / (idle + active) };
}

module.exports = { eventLoopUtilization, nodeTiming: new PerformanceNodeTiming(), utilizationOf };
