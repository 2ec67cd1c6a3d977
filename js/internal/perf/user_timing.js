'use strict';

// performance.mark and performance.measure. https://www.w3.org/TR/user-timing/

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS,
    ERR_PERFORMANCE_INVALID_TIMESTAMP, ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('internal/errors');
const { expose } = require('internal/event_target');
const { now } = require('internal/binding/clock');
const { PerformanceEntry, kCreate } = require('internal/perf/entry');
const { enqueue, keep } = require('internal/perf/timeline');
const { nodeTiming } = require('internal/perf/node_timing');
const { validateNumber, validateObject, validateString } = require('internal/validators');

// The start of the last mark of each name.
const marks = new Map();
const milestones = new Set(['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete']);

function cloned(detail) {
  return detail == null ? null : structuredClone(detail);
}

// timeOf converts what measure() is given as a start, end or duration: a
// timestamp or the name of a mark.
function timeOf(mark) {
  if (mark === undefined) return undefined;
  if (typeof mark === 'number') {
    if (mark < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(mark);
    return mark;
  }
  const name = `${mark}`;
  if (milestones.has(name)) return nodeTiming[name];
  const time = marks.get(name);
  if (time === undefined) {
    const { DOMException } = require('internal/dom_exception');
    throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return time;
}

class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (milestones.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
    if (options != null) validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    marks.set(name, startTime);
    super(kCreate, name, 'mark', startTime, 0);
    this.#detail = cloned(options?.detail);
  }

  get detail() {
    if (!(#detail in Object(this))) throw new ERR_INVALID_THIS('PerformanceMark');
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}
expose(PerformanceMark, 'PerformanceMark', ['detail']);

class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(...args) {
    if (args[0] !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(...args);
    this.#detail = args[5];
  }

  get detail() {
    if (!(#detail in Object(this))) throw new ERR_INVALID_THIS('PerformanceMeasure');
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}
expose(PerformanceMeasure, 'PerformanceMeasure', ['detail']);

function mark(name, options) {
  const entry = new PerformanceMark(name, options);
  enqueue(entry);
  keep(entry);
  return entry;
}

function checkMeasureOptions({ start, end, duration }, endMark) {
  if (endMark !== undefined) throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
  if (start !== undefined && end !== undefined && duration !== undefined) {
    throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
      'Must not have options.start, options.end, and options.duration specified');
  }
}

// spanOf works out a measure's start and end. What options leave out is taken
// from the process's start, from now, or from the other two.
function spanOf(startOrOptions, endMark) {
  let options = {};
  if (startOrOptions !== null && typeof startOrOptions === 'object') options = startOrOptions;
  if (options.start !== undefined || options.end !== undefined) checkMeasureOptions(options, endMark);
  else options = { start: typeof startOrOptions === 'string' ? startOrOptions : undefined };
  const { start, duration } = options;
  const endGiven = endMark ?? options.end;
  let end = now();
  if (endGiven !== undefined) end = timeOf(endGiven);
  else if (start !== undefined && duration !== undefined) end = timeOf(start) + timeOf(duration);
  if (start !== undefined) return [timeOf(start), end];
  return [duration === undefined ? 0 : end - timeOf(duration), end];
}

function measure(name, startOrOptions, endMark) {
  validateString(name, 'name');
  const [start, end] = spanOf(startOrOptions, endMark);
  const entry = new PerformanceMeasure(kCreate, name, 'measure', start, end - start, cloned(startOrOptions?.detail));
  enqueue(entry);
  keep(entry);
  return entry;
}

function forgetMarks(name) {
  if (name === undefined) marks.clear();
  else marks.delete(name);
}

module.exports = { PerformanceMark, PerformanceMeasure, forgetMarks, mark, measure };
