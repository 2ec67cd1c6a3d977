'use strict';

// The DOM's Event and EventTarget as Node has them: no tree, so an event only
// ever has its target. https://dom.spec.whatwg.org/#events, and
// nodejs/node:lib/internal/event_target.js for what the standard leaves open.

const {
  codes: {
    ERR_EVENT_RECURSION, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { validateAbortSignal, validateObject, validateString } = require('internal/validators');

const kType = Symbol('type');
const kTarget = Symbol('kTarget');
const kStop = Symbol('kStop');
const kDispatching = Symbol('kIsBeingDispatched');
const kPassive = Symbol('kInPassiveListener');
const kTrusted = Symbol('kTrustEvent');
const kListeners = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kCreateEvent = Symbol('kCreateEvent');
const kWeakHandler = Symbol('kWeak');
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kNodeStyle = Symbol('kIsNodeStyleListener');
const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kMaxListeners = Symbol.for('nodejs.events.maxEventTargetListeners');
const kMaxListenersWarned = Symbol.for('nodejs.events.maxEventTargetListenersWarned');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

// expose makes methods and accessors enumerable, as an interface of the web's
// has them, and names the class for Object.prototype.toString.
function expose(constructor, name, members) {
  for (const member of members)
    Object.defineProperty(constructor.prototype, member, { __proto__: null, enumerable: true });
  Object.defineProperty(constructor.prototype, Symbol.toStringTag,
                        { __proto__: null, configurable: true, value: name });
}

// inspectAs shows an object as `Name { ... }` of the given properties.
function inspectAs(object, properties, depth, options) {
  const name = object.constructor.name;
  if (depth < 0) return name;
  const { inspect } = require('util');
  const inner = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
  return `${name} ${inspect(properties, inner)}`;
}

function checkEvent(event, name = 'Event') {
  if (typeof event?.[kType] !== 'string') throw new ERR_INVALID_THIS(name);
}

class Event {
  #bubbles;
  #cancelable;
  #composed;
  #prevented = false;
  #stopped = false;
  #time = require('perf_hooks').performance.now();

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (options != null) validateObject(options, 'options');
    this.#bubbles = !!options?.bubbles;
    this.#cancelable = !!options?.cancelable;
    this.#composed = !!options?.composed;
    this[kType] = `${type}`;
    this[kTarget] = null;
    this[kDispatching] = false;
    this[kPassive] = false;
    if (options?.[kTrusted]) trusted.add(this);
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (this[kDispatching]) return;
    this[kType] = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }

  [kInspect](depth, options) {
    checkEvent(this);
    return inspectAs(this, {
      type: this[kType],
      defaultPrevented: this.#prevented,
      cancelable: this.#cancelable,
      timeStamp: this.#time,
    }, depth, options);
  }

  stopImmediatePropagation() {
    checkEvent(this);
    this.stopPropagation();
    this[kStop] = true;
  }

  preventDefault() {
    checkEvent(this);
    if (this.#cancelable && !this[kPassive]) this.#prevented = true;
  }

  stopPropagation() {
    checkEvent(this);
    this.#stopped = true;
  }

  composedPath() {
    checkEvent(this);
    return this[kDispatching] ? [this[kTarget]] : [];
  }

  get target() { checkEvent(this); return this[kTarget]; }
  get srcElement() { checkEvent(this); return this[kTarget]; }
  get currentTarget() { checkEvent(this); return this[kDispatching] ? this[kTarget] : null; }
  get type() { checkEvent(this); return this[kType]; }
  get cancelable() { checkEvent(this); return this.#cancelable; }
  get defaultPrevented() { checkEvent(this); return this.#cancelable && this.#prevented; }
  get timeStamp() { checkEvent(this); return this.#time; }
  get bubbles() { checkEvent(this); return this.#bubbles; }
  get composed() { checkEvent(this); return this.#composed; }
  get eventPhase() { checkEvent(this); return this[kDispatching] ? Event.AT_TARGET : Event.NONE; }

  get returnValue() { checkEvent(this); return !this.#cancelable || !this.#prevented; }
  set returnValue(value) { checkEvent(this); if (!value) this.preventDefault(); }

  get cancelBubble() { checkEvent(this); return this.#stopped; }
  set cancelBubble(value) { checkEvent(this); if (value) this.#stopped = true; }
}

const trusted = new WeakSet();

expose(Event, 'Event', [
  'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement', 'type',
  'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles', 'composed',
  'eventPhase', 'cancelBubble', 'stopPropagation',
]);
Object.defineProperty(Event.prototype, 'isTrusted', {
  ...Object.getOwnPropertyDescriptor({ get isTrusted() { return trusted.has(this); } }, 'isTrusted'),
  configurable: false,
});
['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].forEach((name, value) => {
  Object.defineProperty(Event, name, { __proto__: null, enumerable: true, value });
});

class CustomEvent extends Event {
  #detail;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}
expose(CustomEvent, 'CustomEvent', ['detail']);

class CloseEvent extends Event {
  #init;

  constructor(type, options = undefined) {
    super(...arguments);
    this.#init = {
      wasClean: !!options?.wasClean,
      code: (options?.code ?? 0) & 0xffff,
      reason: `${options?.reason ?? ''}`,
    };
  }

  get wasClean() { return this.#init.wasClean; }
  get code() { return this.#init.code; }
  get reason() { return this.#init.reason; }
}
expose(CloseEvent, 'CloseEvent', ['wasClean', 'code', 'reason']);

class ErrorEvent extends Event {
  #init;

  constructor(type, options = undefined) {
    super(...arguments);
    const { message = '', filename = '', lineno = 0, colno = 0, error = undefined } = options ?? {};
    this.#init = { message: `${message}`, filename: `${filename}`, lineno: lineno >>> 0, colno: colno >>> 0, error };
  }

  get message() { return this.#init.message; }
  get filename() { return this.#init.filename; }
  get lineno() { return this.#init.lineno; }
  get colno() { return this.#init.colno; }
  get error() { return this.#init.error; }
}
Object.defineProperty(ErrorEvent, 'length', { __proto__: null, configurable: true, value: 2 });
expose(ErrorEvent, 'ErrorEvent', ['message', 'filename', 'lineno', 'colno', 'error']);

// What keeps weakly held listeners alive: the objects that they belong to.
const holders = new WeakMap();

// Listener is one registration: what addEventListener was given. If it belongs
// to an object, it lives as long as that does.
class Listener {
  #listener;
  #weak;

  constructor(listener, { once, capture, passive, nodeStyle, resistStop, weak }) {
    if (weak) {
      this.#weak = new WeakRef(listener);
      if (!holders.has(weak)) holders.set(weak, new Set());
      holders.get(weak).add(listener);
    } else {
      this.#listener = listener;
    }
    this.once = once;
    this.capture = capture;
    this.passive = passive;
    this.nodeStyle = nodeStyle;
    this.resistStop = resistStop;
    this.removed = false;
  }

  // The function or object; undefined if it has been collected.
  get listener() {
    return this.#weak === undefined ? this.#listener : this.#weak.deref();
  }

  call(target, argument) {
    const { listener } = this;
    if (typeof listener === 'function') return listener.call(target, argument);
    return listener === undefined ? undefined : this.handleEvent(argument);
  }

  // The method is looked up at each event; what it throws is reported as a
  // rejection would be.
  async handleEvent(argument) {
    const handle = this.listener.handleEvent;
    if (handle) await handle.call(this.listener, argument);
  }
}

function isEventTarget(object) {
  return object?.constructor?.[kIsEventTarget];
}

function checkTarget(object) {
  if (!isEventTarget(object)) throw new ERR_INVALID_THIS('EventTarget');
}

function initEventTarget(target) {
  target[kListeners] = undefined;
  target[kMaxListeners] = require('events').defaultMaxListeners;
  target[kMaxListenersWarned] = false;
  target[kHandlers] = undefined;
}

function isListener(listener) {
  if (typeof listener === 'function' || typeof listener === 'object' && listener !== null) return true;
  if (listener == null) return false;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

// flatten reads addEventListener's third argument. https://dom.spec.whatwg.org/#event-flatten-more
function flatten(options) {
  if (typeof options === 'boolean') return { capture: options };
  if (options === null || options === undefined) return { capture: false };
  if (typeof options !== 'object' && typeof options !== 'function')
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  return {
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    weak: options[kWeakHandler],
    resistStop: options[kResistStopPropagation] ?? false,
    nodeStyle: Boolean(options[kNodeStyle]),
  };
}

function warn(target, type, name, text, count) {
  const warning = new Error(text);
  warning.name = name;
  warning.target = target;
  warning.type = type;
  if (count !== undefined) warning.count = count;
  process.emitWarning(warning);
}

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  // Subclasses are told of changes of the number of listeners.
  [kNewListener](size, type) {
    if (this[kMaxListeners] > 0 && size > this[kMaxListeners] && !this[kMaxListenersWarned]) {
      this[kMaxListenersWarned] = true;
      const { inspect } = require('util');
      warn(this, type, 'MaxListenersExceededWarning',
           `Possible EventTarget memory leak detected. ${size} ${type} listeners added to ` +
           `${inspect(this, { depth: -1 })}. MaxListeners is ${this[kMaxListeners]}. ` +
           'Use events.setMaxListeners() to increase limit', size);
    }
  }
  [kRemoveListener](size, type, listener, capture) {}

  addEventListener(type, listener, options = undefined) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const flat = flatten(options);
    if (flat.signal !== undefined) {
      validateAbortSignal(flat.signal, 'options.signal');
      if (flat.signal.aborted) return;
      flat.signal.addEventListener('abort', () => this.removeEventListener(type, listener, flat),
                                   { once: true, [kWeakHandler]: this, [kResistStopPropagation]: true });
    }
    if (!isListener(listener)) {
      warn(this, type, 'AddEventListenerArgumentTypeWarning',
           `addEventListener called with ${listener} which has no effect.`);
      return;
    }
    type = `${type}`;
    this[kListeners] ??= new Map();
    const list = this[kListeners].get(type) ?? [];
    if (list.some((l) => l.listener === listener && l.capture === flat.capture)) return;
    // A list that is being walked is never changed: dispatch walks its own.
    this[kListeners].set(type, [...list, new Listener(listener, flat)]);
    this[kNewListener](list.length + 1, type, listener, flat.once, flat.capture, flat.passive, flat.weak);
  }

  removeEventListener(type, listener, options = undefined) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    const capture = typeof options === 'boolean' ? options : options?.capture === true;
    const found = this[kListeners]?.get(`${type}`)?.find((l) => l.listener === listener && l.capture === capture);
    if (found) remove(this, `${type}`, found);
  }

  dispatchEvent(event) {
    checkTarget(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event');
    if (!(event instanceof Event)) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (event[kDispatching]) throw new ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  // Calls the listeners of type: those that were added in Node's style with
  // value, the others with event, which is made of value if there is none.
  [kHybridDispatch](value, type, event) {
    const begin = () => {
      event[kTarget] = this;
      event[kDispatching] = true;
    };
    if (event !== undefined) begin();
    for (const listener of this[kListeners]?.get(type) ?? []) {
      if (listener.removed || event?.[kStop] === true && !listener.resistStop) continue;
      if (listener.once) remove(this, type, listener);
      if (event === undefined && !listener.nodeStyle) {
        event = this[kCreateEvent](value, type);
        begin();
      }
      invoke(this, listener, listener.nodeStyle ? value : event);
    }
    if (event !== undefined) event[kDispatching] = false;
    return true;
  }

  [kCreateEvent](value, type) {
    return new CustomEvent(type, { detail: value });
  }

  [kInspect](depth, options) {
    return inspectAs(this, {}, depth, options);
  }
}
expose(EventTarget, 'EventTarget', ['addEventListener', 'removeEventListener', 'dispatchEvent']);

// remove takes a registration out and tells the target.
function remove(target, type, listener) {
  listener.removed = true;
  const rest = (target[kListeners]?.get(type) ?? []).filter((l) => l !== listener);
  if (rest.length > 0) target[kListeners].set(type, rest);
  else target[kListeners]?.delete(type);
  target[kRemoveListener](rest.length, type, listener.listener, listener.capture);
}

// invoke calls one listener. What it throws, or its promise rejects with, is
// an uncaught exception, and the other listeners are called all the same.
function invoke(target, listener, argument) {
  const passive = listener.passive && !listener.nodeStyle;
  try {
    if (passive) argument[kPassive] = true;
    const result = listener.call(target, argument);
    if (typeof result?.then === 'function') result.then(undefined, throwLater);
  } catch (error) {
    throwLater(error);
  } finally {
    if (passive) argument[kPassive] = false;
  }
}

function throwLater(error) {
  process.nextTick(() => { throw error; });
}

// NodeEventTarget is an EventTarget with the common methods of EventEmitter.
class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    checkNodeTarget(this);
    require('events').setMaxListeners(n, this);
  }

  getMaxListeners() {
    checkNodeTarget(this);
    return this[kMaxListeners];
  }

  eventNames() {
    checkNodeTarget(this);
    return [...this[kListeners]?.keys() ?? []];
  }

  listenerCount(type) {
    checkNodeTarget(this);
    return this[kListeners]?.get(`${type}`)?.length ?? 0;
  }

  on(type, listener) {
    checkNodeTarget(this);
    this.addEventListener(type, listener, { [kNodeStyle]: true });
    return this;
  }

  addListener(type, listener) {
    return this.on(type, listener);
  }

  once(type, listener) {
    checkNodeTarget(this);
    this.addEventListener(type, listener, { once: true, [kNodeStyle]: true });
    return this;
  }

  off(type, listener, options) {
    checkNodeTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    return this.off(type, listener, options);
  }

  emit(type, argument) {
    checkNodeTarget(this);
    validateString(type, 'type');
    const heard = this.listenerCount(type) > 0;
    this[kHybridDispatch](argument, type);
    return heard;
  }

  removeAllListeners(type) {
    checkNodeTarget(this);
    if (type === undefined) this[kListeners]?.clear();
    else this[kListeners]?.delete(`${type}`);
    return this;
  }
}
expose(NodeEventTarget, 'EventTarget', [
  'setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off', 'removeListener', 'on',
  'addListener', 'once', 'emit', 'removeAllListeners',
]);

function checkNodeTarget(object) {
  if (!object?.constructor?.[kIsNodeEventTarget]) throw new ERR_INVALID_THIS('NodeEventTarget');
}

// defineEventHandler gives a prototype the attribute `onNAME`, whose listener
// keeps the place among the others that it got when it was first set.
// https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-attributes
function defineEventHandler(prototype, name, event = name) {
  const attribute = `on${name}`;
  const get = function() {
    checkHandlers(this);
    return this[kHandlers]?.get(event)?.handler ?? null;
  };
  const set = function(value) {
    checkHandlers(this);
    const handler = typeof value === 'function' || typeof value === 'object' ? value : null;
    this[kHandlers] ??= new Map();
    let listener = this[kHandlers].get(event);
    if (listener === undefined) {
      listener = function(...args) {
        if (typeof listener.handler === 'function') return Reflect.apply(listener.handler, this, args);
      };
      this[kHandlers].set(event, listener);
    }
    const had = typeof listener.handler === 'function';
    listener.handler = handler;
    const has = typeof handler === 'function';
    if (has && !this[kListeners]?.get(event)?.some((l) => l.listener === listener))
      this.addEventListener(event, listener);
    else if (has !== had)
      handlerChanged(this, event, handler, has);
  };
  Object.defineProperty(get, 'name', { __proto__: null, value: `get ${attribute}` });
  Object.defineProperty(set, 'name', { __proto__: null, value: `set ${attribute}` });
  Object.defineProperty(prototype, attribute, { __proto__: null, get, set, configurable: true, enumerable: true });
}

function handlerChanged(target, event, handler, has) {
  const list = target[kListeners]?.get(event) ?? [];
  const size = list.filter((l) => l.listener?.handler !== null).length;
  if (has) target[kNewListener](size, event, handler, false, false, false, undefined);
  else target[kRemoveListener](size, event, handler, false);
}

function checkHandlers(object) {
  if (object === null || object === undefined || !(kHandlers in Object(object))) throw new ERR_INVALID_THIS('EventTarget');
}

module.exports = {
  Event, CustomEvent, CloseEvent, ErrorEvent, EventTarget, NodeEventTarget,
  defineEventHandler, expose, initEventTarget, inspectAs, isEventTarget,
  kListeners, kMaxListeners, kNewListener, kRemoveListener, kCreateEvent, kTrusted, kWeakHandler,
  kResistStopPropagation, kHybridDispatch,
};
