'use strict';

// The performance timeline: the entries kept for the global object, and the
// observers. https://www.w3.org/TR/performance-timeline/

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { expose } = require('internal/event_target');
const { inspectEntry, kCreate } = require('internal/perf/entry');
const { setImmediate } = require('timers');
const { validateFunction, validateObject } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const supportedEntryTypes = Object.freeze([
  'dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'quic', 'resource',
]);

// The kept entries by type, and how to empty the lists that grow without end.
const kept = { __proto__: null, mark: [], measure: [], resource: [] };
const manyEntries = 1e6;
const clearedBy = { __proto__: null, mark: 'performance.clearMarks', measure: 'performance.clearMeasures' };
const warned = new Set();

const observers = new Set();
const pending = new Set();
let dispatchQueued = false;

function byStartTime(a, b) {
  return a.startTime - b.startTime;
}

// keep adds an entry to the global object's list, which warns once it is long.
function keep(entry) {
  const { entryType } = entry;
  const list = kept[entryType];
  list.push(entry);
  if (list.length <= manyEntries || warned.has(entryType)) return;
  warned.add(entryType);
  const warning = new Error(`Possible perf_hooks memory leak detected. ${list.length} ${entryType} entries added to ` +
    `the global performance entry buffer. Use ${clearedBy[entryType]} to clear the buffer.`);
  warning.name = 'MaxPerformanceEntryBufferExceededWarning';
  warning.entryType = entryType;
  warning.count = list.length;
  process.emitWarning(warning);
}

function forget(type, name) {
  kept[type] = name === undefined ? [] : kept[type].filter((entry) => entry.name !== name);
}

// entriesOf returns the kept entries of a name and type, either of which may be
// undefined, by their start.
function entriesOf(name, type) {
  const list = type === undefined ? Object.values(kept).flat() : kept[type] ?? [];
  return list.filter((entry) => name === undefined || entry.name === name).sort(byStartTime);
}

// enqueue hands an entry to the observers of its type.
function enqueue(entry) {
  for (const observer of observers) observer[kOffer](entry);
}

// hasObserver tells whether anybody observes entries of a type.
function hasObserver(type) {
  for (const observer of observers) if (observer[kObserves](type)) return true;
  return false;
}

function queueDispatch(observer) {
  pending.add(observer);
  if (dispatchQueued) return;
  dispatchQueued = true;
  setImmediate(() => {
    dispatchQueued = false;
    const due = [...pending];
    pending.clear();
    for (const one of due) one[kDispatch]();
  });
}

const kOffer = Symbol('kMaybeBuffer');
const kDispatch = Symbol('kDispatch');
const kObserves = Symbol('kObserves');

class PerformanceObserverEntryList {
  #entries;

  constructor(key = undefined, entries = []) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = entries.sort(byStartTime);
  }

  static #of(list) {
    if (!(#entries in Object(list))) throw new ERR_INVALID_THIS('PerformanceObserverEntryList');
    return list.#entries;
  }

  getEntries() {
    return PerformanceObserverEntryList.#of(this).slice();
  }

  getEntriesByType(type) {
    const entries = PerformanceObserverEntryList.#of(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return entries.filter((entry) => entry.entryType === `${type}`);
  }

  getEntriesByName(name, type = undefined) {
    const entries = PerformanceObserverEntryList.#of(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return entries.filter((entry) => entry.name === `${name}` && (type == null || entry.entryType === type));
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    return inspectEntry('PerformanceObserverEntryList', this.#entries, depth, options);
  }
}
expose(PerformanceObserverEntryList, 'PerformanceObserverEntryList',
       ['getEntries', 'getEntriesByType', 'getEntriesByName']);

class PerformanceObserver {
  #buffer = [];
  #types = new Set();
  #kind; // 'single' or 'multiple', as it was first asked to observe
  #callback;

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined)
      throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    if (entryTypes != null && type != null) {
      throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes,
                                      'options.entryTypes can not set with options.type together');
    }
    this.#setKind(type === undefined ? 'multiple' : 'single');
    if (this.#kind === 'multiple') this.#observeAll(entryTypes);
    else if (!this.#observeOne(type, buffered)) return;
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }

  #setKind(kind) {
    this.#kind ??= kind;
    if (this.#kind === kind) return;
    const { DOMException } = require('internal/dom_exception');
    throw new DOMException(`PerformanceObserver can not change to ${kind} observation${kind === 'multiple' ? 's' : ''}`,
                           'InvalidModificationError');
  }

  #observeAll(entryTypes) {
    if (!Array.isArray(entryTypes)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
    this.#types = new Set(entryTypes.filter((type) => supportedEntryTypes.includes(type)));
  }

  #observeOne(type, buffered) {
    if (!supportedEntryTypes.includes(type)) return false;
    this.#types.add(type);
    if (buffered) {
      this.#buffer.push(...entriesOf(undefined, type));
      queueDispatch(this);
    }
    return true;
  }

  disconnect() {
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#types.clear();
    this.#kind = undefined;
  }

  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  static get supportedEntryTypes() {
    return supportedEntryTypes;
  }

  [kObserves](type) {
    return this.#types.has(type);
  }

  [kOffer](entry) {
    if (!this[kObserves](entry.entryType)) return;
    this.#buffer.push(entry);
    queueDispatch(this);
  }

  [kDispatch]() {
    this.#callback(new PerformanceObserverEntryList(kCreate, this.takeRecords()), this);
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    return inspectEntry('PerformanceObserver', {
      connected: observers.has(this),
      pending: pending.has(this),
      entryTypes: [...this.#types],
      buffer: this.#buffer,
    }, depth, options);
  }
}
expose(PerformanceObserver, 'PerformanceObserver', ['observe', 'disconnect', 'takeRecords']);

module.exports = { PerformanceObserver, PerformanceObserverEntryList, enqueue, entriesOf, forget, hasObserver, keep, kept };
