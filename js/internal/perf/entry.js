'use strict';

// PerformanceEntry and what Node derives from it.
// https://www.w3.org/TR/performance-timeline/#dom-performanceentry

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { expose } = require('internal/event_target');

const kCreate = Symbol('kCreate');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

// inspectEntry shows an object as its class's name and the given properties.
function inspectEntry(name, properties, depth, options) {
  const { inspect } = require('util');
  return `${name} ${inspect(properties, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(key = undefined, name = undefined, type = undefined, start = undefined, duration = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#entryType = type;
    this.#startTime = start;
    this.#duration = duration;
  }

  static #check(entry) {
    if (!(#name in Object(entry))) throw new ERR_INVALID_THIS('PerformanceEntry');
  }

  get name() { PerformanceEntry.#check(this); return this.#name; }
  get entryType() { PerformanceEntry.#check(this); return this.#entryType; }
  get startTime() { PerformanceEntry.#check(this); return this.#startTime; }
  get duration() { PerformanceEntry.#check(this); return this.#duration; }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    return inspectEntry(this.constructor.name, this.toJSON(), depth, options);
  }

  toJSON() {
    PerformanceEntry.#check(this);
    return { name: this.#name, entryType: this.#entryType, startTime: this.#startTime, duration: this.#duration };
  }
}
expose(PerformanceEntry, 'PerformanceEntry', ['name', 'entryType', 'startTime', 'duration', 'toJSON']);
delete PerformanceEntry.prototype[Symbol.toStringTag];

// An entry of Node's own with a detail.
class PerformanceNodeEntry extends PerformanceEntry {
  #detail;

  constructor(key, name, type, start, duration, detail) {
    super(key, name, type, start, duration);
    this.#detail = detail;
  }

  get detail() {
    if (!(#detail in Object(this))) throw new ERR_INVALID_THIS('NodePerformanceEntry');
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

module.exports = { PerformanceEntry, PerformanceNodeEntry, inspectEntry, kCreate };
