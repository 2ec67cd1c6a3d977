'use strict';

// node:perf_hooks. https://www.w3.org/TR/hr-time-3/#sec-performance

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { EventTarget, defineEventHandler, expose, initEventTarget } = require('internal/event_target');
const { now, timeOrigin } = require('internal/binding/clock');
const { PerformanceEntry, inspectEntry } = require('internal/perf/entry');
const { PerformanceObserver, PerformanceObserverEntryList, entriesOf, forget } = require('internal/perf/timeline');
const { PerformanceResourceTiming, markResourceTiming, setBufferSize } = require('internal/perf/resource_timing');
const { PerformanceMark, PerformanceMeasure, forgetMarks, mark, measure } = require('internal/perf/user_timing');
const { eventLoopUtilization, nodeTiming } = require('internal/perf/node_timing');
const { timerify } = require('internal/perf/timerify');
const { missingFunctions } = require('internal/unavailable');
require('internal/perf/observe'); // where net and dns look whether they are observed

const kInspect = Symbol.for('nodejs.util.inspect.custom');

// check throws unless object is the global performance, and for too few of
// args, whose names are given.
function check(object, args, ...names) {
  if (object !== performance) throw new ERR_INVALID_THIS('Performance');
  if (args !== undefined && args.length < names.length) throw new ERR_MISSING_ARGS(names[0]);
}

function text(v) {
  return v === undefined ? undefined : `${v}`;
}

class Performance extends EventTarget {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  clearMarks(name = undefined) {
    check(this);
    forgetMarks(text(name));
    forget('mark', text(name));
  }

  clearMeasures(name = undefined) {
    check(this);
    forget('measure', text(name));
  }

  clearResourceTimings(name = undefined) {
    check(this);
    forget('resource', text(name));
  }

  getEntries() {
    check(this);
    return entriesOf();
  }

  getEntriesByName(name, type = undefined) {
    check(this, arguments, 'name');
    return entriesOf(`${name}`, text(type));
  }

  getEntriesByType(type) {
    check(this, arguments, 'type');
    return entriesOf(undefined, `${type}`);
  }

  mark(name, options = {}) {
    check(this, arguments, 'name');
    return mark(name, options);
  }

  measure(name, startOrOptions = {}, endMark = undefined) {
    check(this, arguments, 'name');
    return measure(name, startOrOptions, endMark);
  }

  now() {
    check(this);
    return now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this, arguments, 'maxSize');
    setBufferSize(maxSize >>> 0);
  }

  get timeOrigin() {
    check(this);
    return timeOrigin;
  }

  toJSON() {
    check(this);
    return { nodeTiming: this.nodeTiming, timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    return inspectEntry('Performance', { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, depth, options);
  }
}
expose(Performance, 'Performance', [
  'clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName', 'getEntriesByType', 'mark',
  'measure', 'now', 'timeOrigin', 'toJSON', 'setResourceTimingBufferSize',
]);
for (const [name, value] of Object.entries({
  eventLoopUtilization,
  nodeTiming,
  timerify,
  markResourceTiming(timing, url, initiatorType, global, cacheMode, bodyInfo, status, deliveryType = '') {
    return markResourceTiming(performance, timing, url, initiatorType, cacheMode, bodyInfo, status, deliveryType);
  },
})) {
  Object.defineProperty(Performance.prototype, name, { __proto__: null, configurable: true, writable: true, value });
}
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

const performance = Object.create(Performance.prototype);
initEventTarget(performance);

const constants = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_MINOR_MARK_SWEEP: 2,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};
for (const name of Object.keys(constants))
  Object.defineProperty(constants, name, { __proto__: null, configurable: false, writable: false });
for (const [prefix, names] of Object.entries({
  ENTRY_TYPE: ['GC', 'HTTP', 'HTTP2', 'NET', 'DNS', 'QUIC'],
  MILESTONE: ['TIME_ORIGIN_TIMESTAMP', 'TIME_ORIGIN', 'ENVIRONMENT', 'NODE_START', 'V8_START', 'LOOP_START', 'LOOP_EXIT',
              'BOOTSTRAP_COMPLETE'],
})) {
  names.forEach((name, value) => {
    Object.defineProperty(constants, `NODE_PERFORMANCE_${prefix}_${name}`, { __proto__: null, value });
  });
}

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming,
  eventLoopUtilization,
  timerify,
  performance,
  createHistogram(options = {}) { return require('internal/perf/histogram').createHistogram(options); },
  monitorEventLoopDelay(options = {}) { return require('internal/perf/histogram').monitorEventLoopDelay(options); },
  ...missingFunctions('perf_hooks', { createSlidingWindowHistogram: 1, importHistogram: 1 }),
};
Object.defineProperty(module.exports, 'constants', { __proto__: null, configurable: false, enumerable: true, value: constants });
