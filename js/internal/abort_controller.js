'use strict';

// AbortController and AbortSignal: https://dom.spec.whatwg.org/#aborting-ongoing-activities

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { validateUint32 } = require('internal/validators');
const {
  Event, EventTarget, defineEventHandler, expose, inspectAs, kListeners, kMaxListeners, kNewListener,
  kRemoveListener, kResistStopPropagation, kTrusted,
} = require('internal/event_target');

const kCreate = Symbol('kCreate');
const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
const kSources = Symbol('kSourceSignals');
const kDependants = Symbol('kDependantSignals');
const kTimeout = Symbol('kTimeout');
const kWeak = Symbol('kWeakRef');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

// Signals that will abort by themselves and are listened to: nothing else may
// refer to them.
const awaited = new Set();

function checkSignal(signal) {
  if (signal?.[kAborted] === undefined) throw new ERR_INVALID_THIS('AbortSignal');
}

function newException(message, name) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, name);
}

class AbortSignal extends EventTarget {
  constructor(key = undefined, aborted = false, reason = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kMaxListeners] = 0;
    this[kAborted] = aborted;
    this[kReason] = reason;
  }

  get aborted() { checkSignal(this); return this[kAborted]; }
  get reason() { checkSignal(this); return this[kReason]; }

  throwIfAborted() {
    checkSignal(this);
    if (this[kAborted]) throw this[kReason];
  }

  [kInspect](depth, options) {
    return depth < 0 ? this : inspectAs(this, { aborted: this.aborted }, depth, options);
  }

  static abort(reason = newException('This operation was aborted', 'AbortError')) {
    return new AbortSignal(kCreate, true, reason);
  }

  // The timer keeps neither the process nor a signal that nobody listens to.
  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kCreate);
    signal[kTimeout] = true;
    const weak = new WeakRef(signal);
    const timer = require('timers').setTimeout(() => {
      const alive = weak.deref();
      if (alive !== undefined)
        abort(alive, newException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    timer.unref();
    collected().timers.register(signal, timer);
    return signal;
  }

  static any(signals) {
    const list = sequenceOf(signals);
    const result = new AbortSignal(kCreate);
    const aborted = list.find((signal) => signal[kAborted]);
    if (aborted !== undefined) {
      result[kAborted] = true;
      result[kReason] = aborted[kReason];
      return result;
    }
    result[kSources] = new Set();
    for (const signal of list) {
      // A timeout goes on though nobody but result refers to it.
      if (signal[kTimeout]) awaited.add(signal);
      for (const ref of signal[kSources] ?? [weakOf(signal)]) result[kSources].add(ref);
    }
    for (const ref of result[kSources]) attach(result, ref);
    return result;
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    if (type === 'abort' && !weak && !this[kAborted] && abortsItself(this)) awaited.add(this);
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type === 'abort' && size === 0) awaited.delete(this);
  }
}

expose(AbortSignal, 'AbortSignal', ['aborted']);
defineEventHandler(AbortSignal.prototype, 'abort');

// weakOf returns the one WeakRef of a signal.
function weakOf(signal) {
  signal[kWeak] ??= new WeakRef(signal);
  return signal[kWeak];
}

// attach makes result one of those that abort with the source that ref is of.
// Neither keeps the other alive.
function attach(result, ref) {
  const source = ref.deref();
  if (source === undefined) {
    result[kSources].delete(ref);
    return;
  }
  source[kDependants] ??= new Set();
  source[kDependants].add(weakOf(result));
  collected().dependants.register(result, { ref, dependant: weakOf(result) });
  collected().sources.register(source, { ref, dependant: weakOf(result) });
}

// detach forgets a source that has been collected. Without any a signal will
// not abort, and its listeners need not be kept.
function detach({ ref, dependant }) {
  const signal = dependant.deref();
  signal?.[kSources].delete(ref);
  if (signal?.[kSources].size === 0) awaited.delete(signal);
}

let timers, dependants, sources;

// collected makes, when it is first needed, what cleans up after signals that
// are collected.
function collected() {
  timers ??= new FinalizationRegistry((timer) => clearTimeout(timer));
  dependants ??= new FinalizationRegistry(({ ref, dependant }) => ref.deref()?.[kDependants].delete(dependant));
  sources ??= new FinalizationRegistry(detach);
  return { timers, dependants, sources };
}

function abortsItself(signal) {
  return signal[kTimeout] || signal[kSources]?.size > 0;
}

// sequenceOf converts the argument of AbortSignal.any, as Web IDL does.
function sequenceOf(signals) {
  if (typeof signals !== 'object' || signals === null || typeof signals[Symbol.iterator] !== 'function')
    throw new ERR_INVALID_ARG_TYPE('signals', 'AbortSignal[]', signals);
  const list = [...signals];
  list.forEach((signal, i) => {
    if (signal?.[kAborted] === undefined)
      throw new ERR_INVALID_ARG_TYPE(`signals[${i}]`, 'AbortSignal', signal);
  });
  return list;
}

// abort marks signal and all that follow it before any listener runs.
function abort(signal, reason) {
  if (signal[kAborted]) return;
  const following = [];
  for (const weak of signal[kDependants] ?? []) {
    const dependant = weak.deref();
    if (dependant !== undefined && !dependant[kAborted]) following.push(dependant);
  }
  for (const one of [signal, ...following]) {
    one[kAborted] = true;
    one[kReason] = reason;
  }
  for (const one of [signal, ...following]) {
    if (one[kListeners]?.has('abort')) one.dispatchEvent(new Event('abort', { [kTrusted]: true }));
    awaited.delete(one);
  }
}

class AbortController {
  #signal = new AbortSignal(kCreate);

  get signal() {
    if (!(#signal in Object(this))) throw new ERR_INVALID_THIS('AbortController');
    return this.#signal;
  }

  abort(reason = newException('This operation was aborted', 'AbortError')) {
    abort(this.signal, reason);
  }

  [kInspect](depth, options) {
    return depth < 0 ? this : inspectAs(this, { signal: this.signal }, depth, options);
  }
}
expose(AbortController, 'AbortController', ['signal', 'abort']);

// follow makes a signal that aborts when source has, with a clone of the
// reason, as if a message told it.
function follow(source) {
  const { structuredClone } = require('internal/structured_clone');
  const { post } = require('internal/binding/messaging');
  if (source[kAborted]) return new AbortSignal(kCreate, true, structuredClone(source[kReason]));
  const signal = new AbortSignal(kCreate);
  source.addEventListener('abort', () => {
    const reason = structuredClone(source[kReason]);
    post(() => abort(signal, reason));
  }, { once: true, [kResistStopPropagation]: true });
  return signal;
}

// transferableAbortSignal lets a signal be part of messages; it stays usable.
function transferableAbortSignal(signal) {
  checkSignal(signal);
  const { kClone } = require('internal/structured_clone');
  Object.defineProperty(signal, kClone, {
    __proto__: null, configurable: true, value: { transfer: () => ({ copy: follow(signal), commit() {} }) },
  });
  return signal;
}

function transferableAbortController() {
  const controller = new AbortController();
  transferableAbortSignal(controller.signal);
  return controller;
}

module.exports = { AbortController, AbortSignal, transferableAbortController, transferableAbortSignal };
