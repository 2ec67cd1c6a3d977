'use strict';

// MessageChannel, MessagePort and BroadcastChannel.
// https://html.spec.whatwg.org/multipage/web-messaging.html
//
// Between parts of one thread a message is a clone of what was posted. What goes
// to another thread is made bytes (internal/messaging/wire): a channel becomes
// one between threads when one of its ports leaves.

const { Member, Port, channel } = require('internal/binding/messaging');
const {
  codes: { ERR_CONSTRUCT_CALL_REQUIRED, ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const {
  Event, EventTarget, NodeEventTarget, defineEventHandler, expose, kCreateEvent, kHybridDispatch, kNewListener,
  kRemoveListener,
} = require('internal/event_target');
const { cloneWith, dataCloneError, kClone, kUncloneable, kUntransferable } = require('internal/structured_clone');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kCreate = Symbol('kCreate');
const kInbox = Symbol('kInbox');
const kPorts = Symbol('kCurrentlyReceivingPorts');

// What stands in an inbox for the end of the channel.
const closeMessage = { closes: true };

const wire = () => require('internal/messaging/wire');

// Inbox is where messages wait for their receiver: the object that scripts
// hold, which a transfer replaces. deliver is called with each that is due.
class Inbox {
  receiver = null;
  deliver;
  sibling = null; // of a MessageChannel's port
  closing = false;

  #messages = [];
  #end; // of a channel between threads, which has the messages then
  #port;
  #receiving = false;

  constructor(end = null) {
    this.#end = end;
  }

  // open begins the life of the inbox; resource is the object that stands for
  // it in async_hooks.
  open(resource) {
    if (this.#port !== undefined) return;
    this.#port = new Port(resource);
    if (this.#end !== null) this.#listen();
  }

  #listen() {
    const deliver = () => this.#deliverDue();
    for (let waiting = this.#end.listen(this.#port, deliver); waiting > 0; waiting--) this.#port.post(deliver);
  }

  // post sends a value to the other end of the channel.
  post(value, transferList) {
    if (this.#end !== null) {
      const { bytes, moved } = wire().encode(value, transferList);
      this.#end.send(bytes, moved);
      return;
    }
    const ports = [];
    const data = cloneWith(value, transferList, (copy) => { if (copy instanceof MessagePort) ports.push(copy); });
    this.sibling?.push({ data, ports });
  }

  // share makes the channel one between threads.
  share() {
    if (this.#end !== null) return this.#end;
    const [mine, theirs] = channel();
    const { sibling } = this;
    this.#adopt(mine);
    sibling?.#adopt(theirs);
    return mine;
  }

  #adopt(end) {
    for (const message of this.#messages) {
      const { bytes, moved } = message.closes ? {} : wire().encode(message.data, message.ports);
      end.queue(bytes, moved);
    }
    this.#messages = [];
    this.sibling = null;
    this.#end = end;
    if (this.#port !== undefined) this.#listen();
  }

  // leave ends the inbox here and keeps its end of the channel, which goes on
  // in another thread.
  leave() {
    this.receiving = false;
    this.closing = true;
    this.#port.close(() => {});
  }

  push(message) {
    if (this.closing) return;
    this.#messages.push(message);
    this.#schedule();
  }

  // Messages are delivered while this is on. The end always is, once no message
  // is before it.
  set receiving(on) {
    this.#receiving = on;
    if (!on) return;
    const waiting = this.#end === null ? this.#messages.length : this.#end.count();
    for (let i = 0; i < waiting; i++) this.#schedule();
  }

  #schedule() {
    this.#port.post(() => this.#deliverDue());
  }

  #deliverDue() {
    if (this.#isDue()) this.deliver(this.#shift());
  }

  // What came before close() is delivered with what the loop has already.
  #isDue() {
    if (this.#end !== null) return this.#end.isDue(this.#receiving);
    return this.#messages.length > 0 && (this.#receiving || this.#messages[0].closes);
  }

  #shift() {
    if (this.#end === null) return this.#messages.shift();
    const message = this.#end.take();
    if (message === undefined) return undefined;
    return message === null ? closeMessage : wire().decode(message);
  }

  // take removes the first message, if there is one, and returns it.
  take() {
    const message = this.#shift();
    if (message !== closeMessage) return message;
    this.deliver(message);
    return undefined;
  }

  ref() { this.#port.ref(); }
  unref() { this.#port.unref(); }
  hasRef() { return this.#port?.hasRef() ?? false; } // undefined while a hook is told of it

  // close ends the inbox and lets the other end of the channel know. then is
  // called when the loop has closed it.
  close(then) {
    if (this.closing) return;
    this.closing = true;
    this.#port.close(() => {
      this.#messages = [];
      this.sibling?.push(closeMessage);
      this.sibling = null;
      this.#end?.close();
      then();
    });
  }
}

// transferListOf reads postMessage's second argument.
function transferListOf(options) {
  if (options === undefined || options === null) return [];
  if (typeof options !== 'object' && typeof options !== 'function') throw notIterable('transferList argument');
  if (typeof options[Symbol.iterator] === 'function') return listOf(options, 'transferList argument');
  return options.transfer === undefined ? [] : listOf(options.transfer, 'options.transfer argument');
}

// listOf lists what an iterable gives, which has to be one as Web IDL has them.
function listOf(iterable, what) {
  const iterator = iterable?.[Symbol.iterator]?.();
  if (typeof iterator?.next !== 'function') throw notIterable(what);
  const list = [];
  for (let step = iterator.next(); !step.done; step = iterator.next()) list.push(step.value);
  return list;
}

function notIterable(what) {
  const err = new TypeError(`Optional ${what} must be an iterable`);
  err.code = 'ERR_INVALID_ARG_TYPE';
  return err;
}

function inboxOf(port) {
  const inbox = port?.[kInbox];
  if (inbox === undefined) throw new TypeError('Illegal invocation');
  return inbox;
}

class MessagePort extends NodeEventTarget {
  constructor(key = undefined, inbox = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    hide(this, kInbox, inbox);
    hide(this, kPorts, undefined);
    inbox.open(this);
    inbox.receiver = this;
    inbox.deliver = (message) => {
      if (message.closes) {
        this.close();
        return;
      }
      this[kPorts] = message.ports;
      this[kHybridDispatch](message.data, message.failed ? 'messageerror' : 'message');
    };
  }

  postMessage(...args) {
    const inbox = inboxOf(this);
    if (args.length === 0) {
      const err = new TypeError('Not enough arguments to MessagePort.postMessage');
      err.code = 'ERR_MISSING_ARGS';
      throw err;
    }
    const list = transferListOf(args[1]);
    if (list.includes(this)) throw dataCloneError('Transfer list contains source port');
    const { sibling } = inbox;
    if (sibling !== null && list.includes(sibling.receiver)) {
      cloneWith(args[0], list);
      process.emitWarning('The target port was posted to itself, and the communication channel was lost');
      inbox.close(() => {});
    } else {
      inbox.post(args[0], list);
    }
    return true;
  }

  start() {
    if (this[kInbox]) this[kInbox].receiving = true;
  }

  close(callback) {
    const inbox = inboxOf(this);
    if (typeof callback === 'function') this.once('close', callback);
    inbox.close(() => this.dispatchEvent(new Event('close')));
  }

  ref() { inboxOf(this).ref(); }
  unref() { inboxOf(this).unref(); }
  hasRef() { return inboxOf(this).hasRef(); }

  // While there are listeners of messages, these are delivered and keep the
  // loop alive.
  [kNewListener](size, type, ...rest) {
    super[kNewListener](size, type, ...rest);
    if (type !== 'message' || size !== 1) return;
    this.ref();
    this.start();
  }

  [kRemoveListener](size, type, ...rest) {
    super[kRemoveListener](size, type, ...rest);
    if (type !== 'message' || size !== 0) return;
    this[kInbox].receiving = false;
    this.unref();
  }

  [kCreateEvent](data, type) {
    if (type !== 'message' && type !== 'messageerror') return super[kCreateEvent](data, type);
    const ports = this[kPorts];
    this[kPorts] = undefined;
    const { MessageEvent } = require('internal/message_event');
    return new MessageEvent(type, { data, ports });
  }

  [kInspect]() {
    const inbox = this[kInbox];
    if (inbox === undefined) return this;
    const state = inbox.closing ? { active: false } : { active: true, refed: inbox.hasRef() };
    return Object.assign({ __proto__: MessagePort.prototype }, state, this);
  }
}

function hide(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, configurable: true, writable: true, value });
}

// A port that is transferred goes on in a new object; the old one does nothing
// any more.
hide(MessagePort.prototype, kClone, {
  transfer() {
    const inbox = inboxOf(this);
    if (inbox.closing) throw dataCloneError('MessagePort in transfer list is already detached');
    return {
      copy: new MessagePort(kCreate, inbox),
      commit: () => {
        inbox.receiving = false;
        inbox.unref();
        this[kInbox] = closedInbox(this);
      },
    };
  },
  // To another thread.
  pack() {
    const inbox = inboxOf(this);
    if (inbox.closing) throw dataCloneError('MessagePort in transfer list is already detached');
    return {
      part: inbox.share(),
      commit: () => {
        inbox.leave();
        this[kInbox] = closedInbox(this);
      },
    };
  },
});

function closedInbox(port) {
  const inbox = new Inbox();
  inbox.open(port);
  inbox.close(() => {});
  return inbox;
}

// portOf makes the port of an end of a channel between threads.
function portOf(end) {
  return new MessagePort(kCreate, new Inbox(end));
}

expose(MessagePort, 'MessagePort', ['postMessage', 'start', 'close', 'ref', 'unref', 'hasRef']);
delete MessagePort.prototype[Symbol.toStringTag];
for (const [name, length] of [['postMessage', 0], ['close', 1]])
  Object.defineProperty(MessagePort.prototype[name], 'length', { __proto__: null, configurable: true, value: length });
Object.defineProperty(MessagePort, 'length', { __proto__: null, configurable: true, value: 0 });
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');

function MessageChannel() {
  if (new.target === undefined) throw new ERR_CONSTRUCT_CALL_REQUIRED('MessageChannel');
  const [one, two] = [new Inbox(), new Inbox()];
  one.sibling = two;
  two.sibling = one;
  this.port1 = new MessagePort(kCreate, one);
  this.port2 = new MessagePort(kCreate, two);
}

// The open channels of each name in this thread, and its membership in the
// group of all threads.
const groups = new Map();

function groupOf(name) {
  let group = groups.get(name);
  if (group !== undefined) return group;
  const inboxes = new Set();
  const member = new Member(name, () => {
    const bytes = member.take();
    if (bytes !== undefined) for (const inbox of inboxes) inbox.push(wire().decode({ bytes, moved: [] }));
  });
  group = { inboxes, member };
  groups.set(name, group);
  return group;
}

class BroadcastChannel extends EventTarget {
  #inbox = new Inbox();
  #name;

  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    hide(this, kInbox, this.#inbox);
    const inbox = this.#inbox;
    inbox.open(this);
    inbox.deliver = ({ data, failed }) => {
      const { MessageEvent } = require('internal/message_event');
      this.dispatchEvent(new MessageEvent(failed ? 'messageerror' : 'message', { data }));
    };
    inbox.receiving = true;
    inbox.ref();
    groupOf(this.#name).inboxes.add(inbox);
  }

  static #of(channel) {
    if (!(#inbox in Object(channel))) throw new ERR_INVALID_THIS('BroadcastChannel');
    return channel.#inbox;
  }

  get name() {
    BroadcastChannel.#of(this);
    return this.#name;
  }

  close() {
    const inbox = BroadcastChannel.#of(this);
    const group = groups.get(this.#name);
    if (group?.inboxes.delete(inbox) && group.inboxes.size === 0) {
      group.member.leave();
      groups.delete(this.#name);
    }
    inbox.close(() => {});
  }

  postMessage(message) {
    const inbox = BroadcastChannel.#of(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    if (inbox.closing) {
      const { DOMException } = require('internal/dom_exception');
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    const { inboxes, member } = groups.get(this.#name);
    const others = [...inboxes].filter((one) => one !== inbox);
    if (member.others()) member.post(wire().encode(message, []).bytes);
    if (others.length === 0) cloneWith(message, []); // what cannot be cloned is an error all the same
    for (const other of others) other.push({ data: cloneWith(message, []) });
  }

  ref() {
    BroadcastChannel.#of(this).ref();
    return this;
  }

  unref() {
    BroadcastChannel.#of(this).unref();
    return this;
  }

  [kInspect](depth, options) {
    const inbox = BroadcastChannel.#of(this);
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('util');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BroadcastChannel ${inspect({ name: this.#name, active: !inbox.closing }, inner)}`;
  }
}
hide(BroadcastChannel.prototype, kUncloneable, true);
expose(BroadcastChannel, 'BroadcastChannel', ['name', 'close', 'postMessage']);
delete BroadcastChannel.prototype[Symbol.toStringTag];
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

function receiveMessageOnPort(port) {
  const inbox = port?.[kInbox];
  if (inbox === undefined) {
    const err = new TypeError('The "port" argument must be a MessagePort instance');
    err.code = 'ERR_INVALID_ARG_TYPE';
    throw err;
  }
  const message = inbox.closing ? undefined : inbox.take();
  return message === undefined ? undefined : { message: message.data };
}

function mark(object, key) {
  if ((typeof object === 'object' && object !== null) || typeof object === 'function') hide(object, key, true);
}

function markAsUncloneable(object) {
  mark(object, kUncloneable);
}

function markAsUntransferable(object) {
  mark(object, kUntransferable);
}

function isMarkedAsUntransferable(object) {
  return object != null && Object.hasOwn(object, kUntransferable);
}

module.exports = {
  BroadcastChannel, MessageChannel, MessagePort, isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable,
  portOf, receiveMessageOnPort,
};
require('internal/lazy').defineLazy(module.exports, { MessageEvent: () => require('internal/message_event').MessageEvent });
