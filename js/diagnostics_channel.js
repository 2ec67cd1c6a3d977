'use strict';

// node:diagnostics_channel: named channels on which modules tell what they do.
// A channel that nobody listens to costs one call of an empty function.

const { validateFunction } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const channels = new Map();

// An exception of a listener must not disturb what is being told of.
function report(err) {
  process.nextTick(() => { throw err; });
}

function activate(channel) {
  Object.setPrototypeOf(channel, ActiveChannel.prototype);
  channel._subscribers = [];
  channel._stores = new Map();
}

function deactivateIfUnused(channel) {
  if (channel._subscribers.length > 0 || channel._stores.size > 0) return;
  Object.setPrototypeOf(channel, Channel.prototype);
  channel._subscribers = undefined;
  channel._stores = undefined;
}

// What withStoreScope returns: the stores keep the data until it is disposed.
class StoresScope {
  #leave = [];

  constructor(channel, data) {
    for (const [store, transform] of channel._stores ?? []) {
      let value = data;
      if (transform) {
        try {
          value = transform(data);
        } catch (err) {
          report(err);
          continue;
        }
      }
      this.#leave.push(store.withScope(value));
    }
    channel.publish(data);
  }

  [Symbol.dispose]() {
    while (this.#leave.length > 0) this.#leave.pop().dispose();
  }
}

// A channel with listeners or stores: a Channel changes into one and back.
class ActiveChannel {
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    // Replaced, so that a round of publish goes on undisturbed.
    this._subscribers = [...this._subscribers, subscription];
  }

  unsubscribe(subscription) {
    const index = this._subscribers.indexOf(subscription);
    if (index === -1) return false;
    this._subscribers = this._subscribers.filter((_, i) => i !== index);
    deactivateIfUnused(this);
    return true;
  }

  bindStore(store, transform) {
    this._stores.set(store, transform);
  }

  unbindStore(store) {
    if (!this._stores.delete(store)) return false;
    deactivateIfUnused(this);
    return true;
  }

  get hasSubscribers() { return true; }

  publish(data) {
    for (const subscriber of this._subscribers ?? []) {
      try {
        subscriber(data, this.name);
      } catch (err) {
        report(err);
      }
    }
  }

  withStoreScope(data) { return new StoresScope(this, data); }

  runStores(data, fn, thisArg, ...args) {
    const scope = this.withStoreScope(data);
    try {
      return Reflect.apply(fn, thisArg, args);
    } finally {
      scope[Symbol.dispose]();
    }
  }
}

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    this._index = undefined;
    channels.set(name, this);
  }

  static [Symbol.hasInstance](instance) {
    const prototype = Object.getPrototypeOf(instance);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }

  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    activate(this);
    this.subscribe(subscription);
  }

  unsubscribe() { return false; }

  bindStore(store, transform) {
    activate(this);
    this.bindStore(store, transform);
  }

  unbindStore() { return false; }

  get hasSubscribers() { return false; }

  publish() {}

  runStores(data, fn, thisArg, ...args) { return Reflect.apply(fn, thisArg, args); }

  withStoreScope() { return { [Symbol.dispose]() {} }; }
}

function channel(name) {
  const existing = channels.get(name);
  if (existing) return existing;
  if (typeof name !== 'string' && typeof name !== 'symbol')
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  return new Channel(name);
}

function subscribe(name, subscription) { return channel(name).subscribe(subscription); }
function unsubscribe(name, subscription) { return channel(name).unsubscribe(subscription); }
function hasSubscribers(name) { return channels.get(name)?.hasSubscribers ?? false; }

// The channel called name of a group, which is given by a prefix or as an
// object of channels.
function member(group, name, className) {
  if (typeof group === 'string') return channel(`tracing:${group}:${name}`);
  if (typeof group !== 'object' || group === null)
    throw new ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'object', className], group);
  const value = group[name];
  if (!(value instanceof Channel)) throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${name}`, ['Channel'], value);
  return value;
}

// Subscribes or unsubscribes the handlers that are there, all of them.
function each(owner, names, handlers, method) {
  let done = true;
  for (const name of names) {
    if (handlers[name] && owner[name]?.[method](handlers[name]) === false) done = false;
  }
  return done;
}

class BoundedScope {
  #bounded;
  #context;
  #scope;

  constructor(bounded, context) {
    if (!bounded.hasSubscribers) return;
    this.#bounded = bounded;
    this.#context = context;
    this.#scope = bounded.start.withStoreScope(context);
  }

  [Symbol.dispose]() {
    if (!this.#scope) return;
    this.#bounded.end.publish(this.#context);
    this.#scope[Symbol.dispose]();
    this.#scope = undefined;
  }
}

const boundedNames = ['start', 'end'];

// Two channels around something: its start, with stores, and its end.
class BoundedChannel {
  constructor(nameOrChannels) {
    // import() comes here, also where a script has taken array iterators away.
    boundedNames.forEach((name) => {
      Object.defineProperty(this, name, { __proto__: null, value: member(nameOrChannels, name, 'BoundedChannel') });
    });
  }

  get hasSubscribers() { return this.start?.hasSubscribers || this.end?.hasSubscribers; }

  subscribe(handlers) { each(this, boundedNames, handlers, 'subscribe'); }
  unsubscribe(handlers) { return each(this, boundedNames, handlers, 'unsubscribe'); }

  withScope(context = {}) { return new BoundedScope(this, context); }

  run(context, fn, thisArg, ...args) {
    return within(this, context ?? {}, () => Reflect.apply(fn, thisArg, args));
  }
}

function within(bounded, context, fn) {
  const scope = bounded.withScope(context);
  try {
    return fn();
  } finally {
    scope[Symbol.dispose]();
  }
}

const tracingNames = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

// The channels of a function that is traced: the call, its continuation, and
// its failure.
class TracingChannel {
  #call;
  #continuation;

  constructor(nameOrChannels) {
    if (typeof nameOrChannels === 'string') {
      this.#call = new BoundedChannel(nameOrChannels);
      this.#continuation = new BoundedChannel({
        start: channel(`tracing:${nameOrChannels}:asyncStart`),
        end: channel(`tracing:${nameOrChannels}:asyncEnd`),
      });
    } else if (typeof nameOrChannels === 'object') {
      this.#call = new BoundedChannel({ start: nameOrChannels.start, end: nameOrChannels.end });
      this.#continuation = new BoundedChannel({ start: nameOrChannels.asyncStart, end: nameOrChannels.asyncEnd });
    }
    Object.defineProperty(this, 'error', { __proto__: null, value: member(nameOrChannels, 'error', 'TracingChannel') });
  }

  get start() { return this.#call.start; }
  get end() { return this.#call.end; }
  get asyncStart() { return this.#continuation.start; }
  get asyncEnd() { return this.#continuation.end; }

  get hasSubscribers() {
    return this.#call.hasSubscribers || this.#continuation.hasSubscribers || this.error?.hasSubscribers;
  }

  subscribe(handlers) { each(this, tracingNames, handlers, 'subscribe'); }
  unsubscribe(handlers) { return each(this, tracingNames, handlers, 'unsubscribe'); }

  // Runs body in the call's window and tells of what it throws.
  #trace(context, body) {
    return within(this.#call, context, () => {
      try {
        return body();
      } catch (err) {
        this.#fail(context, err);
        throw err;
      }
    });
  }

  #fail(context, err) {
    context.error = err;
    this.error.publish(context);
  }

  traceSync(fn, context = undefined, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    context ??= { __proto__: null };
    return this.#trace(context, () => (context.result = Reflect.apply(fn, thisArg, args)));
  }

  tracePromise(fn, context = undefined, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) {
      const result = Reflect.apply(fn, thisArg, args);
      if (typeof result?.then !== 'function') warnNonThenable(fn);
      return result;
    }
    context ??= { __proto__: null };
    const continued = () => within(this.#continuation, context, () => {});
    const fulfilled = (result) => {
      context.result = result;
      continued();
      return result;
    };
    const rejected = (err) => {
      this.#fail(context, err);
      continued();
    };
    return this.#trace(context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      if (typeof result?.then !== 'function') {
        warnNonThenable(fn);
        context.result = result;
        return result;
      }
      if (result instanceof Promise && Object.getPrototypeOf(result) === Promise.prototype) {
        return result.then(fulfilled, (err) => {
          rejected(err);
          throw err;
        });
      }
      // Another kind of promise stays the caller's.
      result.then(fulfilled, rejected);
      return result;
    });
  }

  traceCallback(fn, position = -1, context = {}, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const callback = args.at(position);
    validateFunction(callback, 'callback');
    const tracing = this;
    args.splice(position, 1, function(...results) {
      if (results[0]) tracing.#fail(context, results[0]);
      else context.result = results[1];
      return within(tracing.#continuation, context, () => Reflect.apply(callback, this, results));
    });
    return this.#trace(context, () => Reflect.apply(fn, thisArg, args));
  }
}

function warnNonThenable(fn) {
  process.emitWarning(`tracePromise was called with the function '${fn.name || '<anonymous>'}', ` +
                      'which returned a non-thenable.');
}

module.exports = {
  channel,
  hasSubscribers,
  subscribe,
  tracingChannel: (nameOrChannels) => new TracingChannel(nameOrChannels),
  unsubscribe,
  boundedChannel: (nameOrChannels) => new BoundedChannel(nameOrChannels),
  Channel,
  BoundedChannel,
};
