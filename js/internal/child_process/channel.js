'use strict';

// The channel of messages between two processes, on either side of it: what
// gives a ChildProcess, and process in the child, their send() and disconnect().
//
// A handle travels in an internal message { cmd: 'NODE_HANDLE', type, msg }. The
// receiver acknowledges it with NODE_HANDLE_ACK, or with NODE_HANDLE_NACK if the
// descriptor did not come along, and then it is sent again; messages that are
// sent meanwhile wait in a queue, so that none overtakes another.

const EventEmitter = require('events');
const {
  errnoException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS },
} = require('internal/errors');
const serialization = require('internal/child_process/serialization');
const { validateObject } = require('internal/validators');

const kChannelHandle = Symbol('kChannelHandle');
const kPendingMessages = Symbol('kPendingMessages');

const internalPrefix = 'NODE_';
const maxRetransmissions = 3;
// More than this many bytes waiting tells the sender to stop.
const highWaterMark = 2 * 65536;

const sendable = ['string', 'object', 'number', 'boolean'];

// What only those need that send handles.
const handles = () => require('internal/child_process/handles');

// Control is the property channel. The channel keeps the loop alive while it
// is counted on by listeners and writes, unless a script has decided that.
class Control extends EventEmitter {
  #handle;
  #count = 0;
  #decided = false;
  [kPendingMessages] = [];

  constructor(handle) {
    super();
    this.#handle = handle;
  }

  refCounted() {
    if (++this.#count === 1 && !this.#decided) this.#handle.ref();
  }

  unrefCounted() {
    if (--this.#count === 0 && !this.#decided) this.#handle.unref();
  }

  ref() {
    this.#decided = true;
    this.#handle.ref();
  }

  unref() {
    this.#decided = true;
    this.#handle.unref();
  }

  get fd() {
    return this.#handle.fd;
  }
}

function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > internalPrefix.length && message.cmd.startsWith(internalPrefix);
}

function isAnswer(message) {
  return message?.cmd === 'NODE_HANDLE_ACK' || message?.cmd === 'NODE_HANDLE_NACK';
}

// setupChannel makes handle, a Channel, the one of target, and returns its
// Control. onEnd is called when the other side has closed it.
function setupChannel(target, handle, mode, onEnd) {
  const format = serialization[mode];
  const control = new Control(handle);
  const via = { handle, control, format };
  const arrived = []; // handles whose messages have not come

  target.channel = control;
  target[kChannelHandle] = handle;
  target._handleQueue = null;
  target._pendingMessage = null;
  target.connected = true;

  // deliver emits a message on the next tick. Messages for the script wait
  // until there is a listener.
  const deliver = (message, sent) => {
    if (!target.channel) return;
    const event = isInternal(message) ? 'internalMessage' : 'message';
    process.nextTick(() => {
      if (event === 'internalMessage' || target.listenerCount('message') > 0) target.emit(event, message, sent);
      else control[kPendingMessages].push([message, sent]);
    });
  };

  const end = () => {
    for (const unclaimed of arrived.splice(0)) unclaimed.close();
    target.disconnect();
    handle.onmessages = () => {};
    handle.close();
    target.channel = null;
    onEnd();
  };

  handle.onmessages = (messages, descriptors) => {
    if (messages === undefined) {
      end();
      return;
    }
    for (const fd of descriptors) {
      const opened = handles().openHandle(fd);
      if (opened !== undefined) arrived.push(opened);
    }
    for (const raw of messages) {
      const message = format.read(raw);
      deliver(message, isInternal(message) && message.cmd === 'NODE_HANDLE' ? arrived.shift() : undefined);
    }
  };

  target.on('internalMessage', (message, received) => {
    if (isAnswer(message)) answered(target, via, message.cmd === 'NODE_HANDLE_ACK');
    else if (message.cmd === 'NODE_HANDLE') receive(target, message, received, deliver);
  });

  target.on('newListener', () => {
    process.nextTick(() => {
      if (!target.channel || target.listenerCount('message') === 0) return;
      for (const args of control[kPendingMessages].splice(0)) target.emit('message', ...args);
    });
  });

  target.send = function(message, object, options, callback) {
    return send(this, message, object, options, callback);
  };

  target._send = function(message, object, options, callback) {
    return post(this, via, message, object, options, callback);
  };

  target.disconnect = function() {
    if (!this.connected) {
      this.emit('error', new ERR_IPC_DISCONNECTED());
      return;
    }
    // No new message from here on; what is queued still goes out.
    this.connected = false;
    if (!this._handleQueue) this._disconnect();
  };

  target._disconnect = function() {
    disconnect(this, handle);
  };

  handle.receive(format.sized);
  return control;
}

// receive takes a handle from its message.
function receive(target, message, received, deliver) {
  // Nobody has asked for the answer: that it cannot be sent is no error.
  target._send({ cmd: received ? 'NODE_HANDLE_ACK' : 'NODE_HANDLE_NACK' }, null, true);
  if (!received) return;
  handles().conversions[message.type].got(target, message, received, (object) => deliver(message.msg, object));
}

// answered goes on once the last handle has arrived or has been lost.
function answered(target, via, arrived) {
  const pending = target._pendingMessage;
  if (pending) {
    if (arrived) {
      dropPending(target);
    } else if (pending.retransmissions++ === maxRetransmissions) {
      dropPending(target);
      process.emitWarning('Handle did not reach the receiving process correctly', 'SentHandleNotReceivedWarning');
    }
  }
  const queue = target._handleQueue ?? [];
  target._handleQueue = null;
  const again = target._pendingMessage;
  if (again) write(target, via, again.message, again.handle, again.options);
  for (const { message, handle, options, callback } of queue) target._send(message, handle, options, callback);
  if (!target.connected && target.channel && !target._handleQueue) target._disconnect();
}

function dropPending(target) {
  target._pendingMessage.handle.close();
  target._pendingMessage = null;
}

// report tells of a failed send.
function report(target, callback, err) {
  if (typeof callback === 'function') process.nextTick(callback, err);
  else process.nextTick(() => target.emit('error', err));
}

function send(target, message, object, options, callback) {
  if (typeof object === 'function') {
    callback = object;
    object = undefined;
    options = undefined;
  } else if (typeof options === 'function') {
    callback = options;
    options = undefined;
  } else if (options !== undefined) {
    validateObject(options, 'options');
  }
  options = { swallowErrors: false, ...options };
  if (target.connected) return target._send(message, object, options, callback);
  report(target, callback, new ERR_IPC_CHANNEL_CLOSED());
  return false;
}

// post sends a message, or queues it while a handle is on its way.
function post(target, via, message, object, options, callback) {
  if (message === undefined) throw new ERR_MISSING_ARGS('message');
  if (!sendable.includes(typeof message)) throw new ERR_INVALID_ARG_TYPE('message', sendable, message);
  if (typeof options === 'boolean') options = { swallowErrors: options };

  const type = object ? handles().typeOf(object) : undefined;
  if (target._handleQueue && !(type === undefined && isAnswer(message))) {
    target._handleQueue.push({ message, handle: object || null, options, callback });
    return target._handleQueue.length === 1;
  }
  if (type === undefined) return write(target, via, message, undefined, options, callback);

  const conversion = handles().conversions[type];
  const wrapped = { cmd: 'NODE_HANDLE', type, msg: message };
  const sent = conversion.send(target, wrapped, object, options);
  // What has no handle any more, having been sent before, goes without.
  if (!sent) return write(target, via, message, undefined, options, callback);
  // A handle that is given away is closed when it has arrived.
  if (conversion.closes && !options.keepOpen)
    target._pendingMessage = { callback, message: wrapped, handle: sent, options, retransmissions: 0 };
  return write(target, via, wrapped, sent, options, callback);
}

// write sends a message, with the handle `sent` if that is not undefined.
function write(target, { handle, control, format }, message, sent, options, callback) {
  const status = handle.send(format.write(message), sent, () => {
    control.unrefCounted();
    if (typeof callback === 'function') callback(null);
  });
  if (status > 0) control.refCounted();
  if (status >= 0 && sent !== undefined) target._handleQueue ??= [];
  if (status === 0 && typeof callback === 'function') process.nextTick(callback, null);
  if (status < 0) {
    if (target._pendingMessage?.handle === sent && sent !== undefined) dropPending(target);
    if (!options?.swallowErrors) report(target, callback, errnoException(status, 'write'));
  }
  return handle.writeQueueSize < highWaterMark;
}

// disconnect ends the channel, after the message that is just coming.
function disconnect(target, handle) {
  target.channel = null;
  target[kChannelHandle] = null;
  if (target._pendingMessage) dropPending(target);
  let finished = false;
  const finish = () => {
    if (finished) return;
    finished = true;
    handle.close();
    target.emit('disconnect');
  };
  if (handle.buffering) {
    target.once('message', finish);
    target.once('internalMessage', finish);
    return;
  }
  process.nextTick(finish);
}

module.exports = { setupChannel };
