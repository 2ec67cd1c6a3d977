'use strict';

// node:domain: errors of what is started inside a domain go to the domain.

const EventEmitter = require('events');
const { createHook } = require('async_hooks');
const { codes: { ERR_UNHANDLED_ERROR } } = require('internal/errors');

const { setUncaughtExceptionCaptureCallback } = process;

// The domains that have been entered, the current one last.
let entered = [];

let current = null;
Object.defineProperty(process, 'domain', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get() { return current; },
  set(domain) { current = domain; },
});

function hide(object, name, value) {
  Object.defineProperty(object, name, { __proto__: null, configurable: true, enumerable: false, value, writable: true });
}

function setCurrent(domain) {
  exports.active = process.domain = domain;
}

function setEntered(domains) {
  entered = domains;
  exports._stack = domains;
}

// Which domain each asynchronous resource was started in.
const domainOf = new Map();

const hook = createHook({
  init(id, type, trigger, resource) {
    if (process.domain === null || process.domain === undefined) return;
    domainOf.set(id, process.domain);
    hide(resource, 'domain', process.domain);
  },
  before(id) { domainOf.get(id)?.enter(); },
  after(id) { domainOf.get(id)?.exit(); },
  destroy(id) { domainOf.delete(id); },
});

// Uncaught exceptions go to the current domain while one of those entered has
// a listener for errors.
function updateCapture() {
  setUncaughtExceptionCaptureCallback(null);
  if (entered.some((domain) => domain.listenerCount('error') > 0))
    setUncaughtExceptionCaptureCallback((err) => process.domain._errorHandler(err));
}

function leaveAll() {
  entered.length = 0;
  setCurrent(null);
  updateCapture();
}

// A listener for uncaughtException runs outside of any domain: this one comes
// before it.
const uncaught = 'uncaughtException';
process.on('newListener', (name, listener) => {
  if (name !== uncaught || listener === leaveAll) return;
  process.removeListener(name, leaveAll);
  process.prependListener(name, leaveAll);
});
process.on('removeListener', (name, listener) => {
  if (name !== uncaught || listener === leaveAll) return;
  const listeners = process.listeners(uncaught);
  if (listeners.length === 1 && listeners[0] === leaveAll) process.removeListener(name, leaveAll);
});

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
    hook.enable();
    this.on('removeListener', updateCapture);
    this.on('newListener', updateCapture);
  }
}

function createDomain() {
  return new Domain();
}

exports.Domain = Domain;
exports.create = createDomain;
exports.createDomain = createDomain;
exports.active = null;
exports._stack = entered;

Domain.prototype.members = undefined;

// Hands an uncaught exception to the domain's listeners, and what they throw to
// the domain around it. Reports whether one took it.
Domain.prototype._errorHandler = function(err) {
  if (typeof err === 'object' && err !== null || typeof err === 'function') {
    hide(err, 'domain', this);
    err.domainThrown = true;
  }
  // A domain's listener does not run inside the domain.
  while (exports.active === this) this.exit();

  let caught = false;
  if (entered.length === 0) {
    // Without a listener, uncaughtException gets the exception.
    if (this.listenerCount('error') > 0) {
      setUncaughtExceptionCaptureCallback(null);
      try {
        caught = this.emit('error', err);
      } finally {
        updateCapture();
      }
    }
  } else {
    try {
      caught = this.emit('error', err);
    } catch (second) {
      updateCapture();
      if (entered.length === 0) throw second;
      setCurrent(entered.at(-1));
      caught = process.domain._errorHandler(second);
    }
  }
  leaveAll();
  return caught;
};

Domain.prototype.enter = function() {
  setCurrent(this);
  entered.push(this);
  updateCapture();
};

Domain.prototype.exit = function() {
  const index = entered.lastIndexOf(this);
  if (index === -1) return;
  entered.splice(index);
  setCurrent(entered.at(-1));
  updateCapture();
};

Domain.prototype.add = function(emitter) {
  if (emitter.domain === this) return;
  emitter.domain?.remove(emitter);
  // A circle of domains would hand errors round for ever.
  if (emitter instanceof Domain) {
    for (let d = this.domain; d; d = d.domain) if (d === emitter) return;
  }
  hide(emitter, 'domain', this);
  this.members.push(emitter);
};

Domain.prototype.remove = function(emitter) {
  emitter.domain = null;
  const index = this.members.indexOf(emitter);
  if (index !== -1) this.members.splice(index, 1);
};

// Calls fn inside the domain. An exception leaves the domain entered: it is the
// domain's.
function runIn(domain, fn, thisArg, args) {
  domain.enter();
  const result = Reflect.apply(fn, thisArg, args);
  domain.exit();
  return result;
}

Domain.prototype.run = function(fn, ...args) {
  return runIn(this, fn, this, args);
};

Domain.prototype.bind = function(callback) {
  const domain = this;
  function runBound(...args) {
    return runIn(domain, callback, this, args);
  }
  hide(runBound, 'domain', domain);
  return runBound;
};

Domain.prototype.intercept = function(callback) {
  const domain = this;
  return function runIntercepted(err, ...args) {
    if (!err || !(err instanceof Error)) return runIn(domain, callback, this, args);
    err.domainBound = callback;
    err.domainThrown = false;
    hide(err, 'domain', domain);
    domain.emit('error', err);
  };
};

// Emitters belong to the domain that they are made in.

EventEmitter.usingDomains = true;

const { init } = EventEmitter;
EventEmitter.init = function(options) {
  hide(this, 'domain', null);
  if (exports.active && !(this instanceof Domain)) this.domain = exports.active;
  return Reflect.apply(init, this, [options]);
};

const { emit } = EventEmitter.prototype;
EventEmitter.prototype.emit = function(...args) {
  const { domain } = this;
  const [type] = args;
  if (type === 'error' && this.listenerCount(type) > 0 || domain === null || domain === undefined || this === process)
    return Reflect.apply(emit, this, args);
  if (type !== 'error') return runIn(domain, emit, this, args);
  emitInDomain(this, domain, args[1] || new ERR_UNHANDLED_ERROR());
  return false;
};

// Tells a domain of an 'error' that its emitter has no listener for, as if the
// current domain had not been entered.
function emitInDomain(emitter, domain, err) {
  if (typeof err === 'object') {
    err.domainEmitter = emitter;
    hide(err, 'domain', domain);
    err.domainThrown = false;
  }
  const domains = [...entered];
  const active = process.domain;
  while (entered.length > 0 && entered.at(-1) === active) entered.pop();
  setCurrent(entered.at(-1) ?? null);
  updateCapture();
  domain.emit('error', err);
  setEntered(domains);
  setCurrent(active);
  updateCapture();
}
