'use strict';

// node:dgram: UDP sockets over the handles of internal/dgram.

const EventEmitter = require('events');
const { Buffer } = require('buffer');
const { BlockList, isIP } = require('net');
const diagnostics = require('diagnostics_channel');
const { IPV6ONLY, REUSEADDR, REUSEPORT, kindOf } = require('internal/binding/udp');
const { kStateSymbol, newHandle } = require('internal/dgram');
const {
  errnoException,
  exceptionWithHostPort,
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FD_TYPE, ERR_IP_BLOCKED,
    ERR_MISSING_ARGS, ERR_SOCKET_ALREADY_BOUND, ERR_SOCKET_BAD_BUFFER_SIZE, ERR_SOCKET_DGRAM_IS_CONNECTED,
    ERR_SOCKET_DGRAM_NOT_CONNECTED, ERR_SOCKET_DGRAM_NOT_RUNNING,
  },
} = require('internal/errors');
const {
  validateAbortSignal, validateNumber, validateObject, validatePort, validateString, validateUint32,
} = require('internal/validators');

const unbound = 0;
const binding = 1;
const bound = 2;

const disconnected = 0;
const connecting = 1;
const connected = 2;

const sendable = ['Buffer', 'TypedArray', 'DataView', 'string'];

const created = diagnostics.channel('udp.socket');

// state returns what a socket keeps; one that is closed throws.
function running(socket) {
  const state = socket[kStateSymbol];
  if (!state.handle) throw new ERR_SOCKET_DGRAM_NOT_RUNNING();
  return state;
}

function blockListOption(options, name) {
  const list = options[name];
  if (!list) return undefined;
  if (!BlockList.isBlockList(list)) throw new ERR_INVALID_ARG_TYPE(`options.${name}`, 'net.BlockList', list);
  return list;
}

function bufferSizeOption(options, name) {
  if (options[name]) validateUint32(options[name], `options.${name}`);
  return options[name];
}

function Socket(type, listener) {
  EventEmitter.call(this);
  const options = type !== null && typeof type === 'object' ? type : { type };
  const state = {
    handle: null,
    receiving: false,
    bindState: unbound,
    connectState: disconnected,
    queue: undefined, // calls that wait for the socket to be bound
    reuseAddr: options.reuseAddr,
    reusePort: options.reusePort,
    ipv6Only: options.ipv6Only,
    recvBufferSize: bufferSizeOption(options, 'recvBufferSize'),
    sendBufferSize: bufferSizeOption(options, 'sendBufferSize'),
    receiveBlockList: blockListOption(options, 'receiveBlockList'),
    sendBlockList: blockListOption(options, 'sendBlockList'),
  };
  state.handle = newHandle(options.type, options.lookup);
  state.handle.owner = this;
  this.type = options.type;
  if (typeof listener === 'function') this.on('message', listener);
  this[kStateSymbol] = state;
  if (options.signal !== undefined) closeOnAbort(this, options.signal);
  if (created.hasSubscribers) created.publish({ socket: this });
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter);

function closeOnAbort(socket, signal) {
  validateAbortSignal(signal, 'options.signal');
  const close = () => {
    if (socket[kStateSymbol].handle) socket.close();
  };
  if (signal.aborted) return close();
  const { addAbortListener } = require('internal/events/abort_listener');
  const listening = addAbortListener(signal, close);
  socket.once('close', () => listening[Symbol.dispose]());
}

function createSocket(type, listener) {
  return new Socket(type, listener);
}

// method defines a method as an assignment to the prototype would.
function method(fn) {
  Socket.prototype[fn.name] = fn;
}

// Binding.

function receive(socket) {
  const state = socket[kStateSymbol];
  state.handle.onmessage = onMessage;
  state.handle.recvStart();
  state.receiving = true;
  state.bindState = bound;
  if (state.recvBufferSize) bufferSize(socket, state.recvBufferSize, true);
  if (state.sendBufferSize) bufferSize(socket, state.sendBufferSize, false);
}

function listening(socket) {
  receive(socket);
  socket.emit('listening');
}

function onMessage(nread, handle, data, sender) {
  const socket = handle.owner;
  if (nread < 0) return socket.emit('error', errnoException(nread, 'recvmsg'));
  const { receiveBlockList } = socket[kStateSymbol];
  if (receiveBlockList?.check(sender.address, sender.family.toLowerCase())) return;
  sender.size = data.length;
  socket.emit('message', data, sender);
}

function bindFlags(state) {
  return (state.reuseAddr ? REUSEADDR : 0) | (state.ipv6Only ? IPV6ONLY : 0) | (state.reusePort ? REUSEPORT : 0);
}

function anyAddress(socket) {
  return socket.type === 'udp4' ? '0.0.0.0' : '::';
}

function unbind(socket, err) {
  socket[kStateSymbol].bindState = unbound;
  socket.emit('error', err);
}

// onceListening calls callback when the socket is bound, unless that fails.
function onceListening(socket, callback) {
  const forget = () => {
    socket.removeListener(EventEmitter.errorMonitor, forget);
    socket.removeListener('listening', onListening);
  };
  function onListening() {
    forget();
    callback.call(socket);
  }
  socket.on(EventEmitter.errorMonitor, forget);
  socket.on('listening', onListening);
}

// useHandle makes another handle the socket's.
function useHandle(socket, handle) {
  const state = socket[kStateSymbol];
  const before = state.handle;
  if (!before.hasRef()) handle.unref?.();
  handle.lookup = before.lookup;
  handle.owner = socket;
  before.close();
  state.handle = handle;
}

// askPrimary binds with the handle that a worker gets from its primary.
function askPrimary(socket, options, failure) {
  const state = socket[kStateSymbol];
  require('cluster')._getServer(socket, options, (err, handle) => {
    if (err) {
      if (state.handle) unbind(socket, failure(err));
    } else if (state.handle) {
      useHandle(socket, handle);
      listening(socket);
    } else {
      handle.close();
    }
  });
}

function bindDescriptor(socket, { fd, exclusive }) {
  if (require('cluster').isWorker && !exclusive) {
    askPrimary(socket, { address: null, port: null, addressType: socket.type, fd, flags: null },
               (err) => errnoException(err, 'open'));
    return;
  }
  const kind = kindOf(fd);
  if (kind !== 'UDP') throw new ERR_INVALID_FD_TYPE(kind);
  const err = socket[kStateSymbol].handle.open(fd);
  if (err) throw errnoException(err, 'open');
  listening(socket);
}

function bindAddress(socket, address, port, exclusive) {
  const state = socket[kStateSymbol];
  const flags = bindFlags(state);
  const failure = (err) => exceptionWithHostPort(err, 'bind', address, port);
  if (require('cluster').isWorker && !exclusive && !state.reusePort) {
    askPrimary(socket, { address, port, addressType: socket.type, fd: -1, flags }, failure);
    return;
  }
  const err = state.handle.bind(address, port || 0, flags);
  if (err) unbind(socket, failure(err));
  else listening(socket);
}

method(function bind(port_, address_ /* , callback */) {
  const state = running(this);
  if (state.bindState !== unbound) throw new ERR_SOCKET_ALREADY_BOUND();
  state.bindState = binding;
  const callback = arguments[arguments.length - 1];
  if (typeof callback === 'function') onceListening(this, callback);

  const options = port_ !== null && typeof port_ === 'object' ? port_ : undefined;
  if (typeof options?.recvStart === 'function') {
    useHandle(this, options);
    listening(this);
    return this;
  }
  if ((options?.fd | 0) === options?.fd && options.fd > 0) {
    bindDescriptor(this, options);
    return this;
  }
  const port = options ? options.port : port_;
  const address = options ? options.address : typeof address_ === 'function' ? '' : address_;
  state.handle.lookup(address || anyAddress(this), (err, ip) => {
    if (!state.handle) return; // closed meanwhile
    if (err) unbind(this, err);
    else bindAddress(this, ip, port, options?.exclusive);
  });
  return this;
});

// emitLater emits an event on the next tick, unless the socket is closed.
function emitLater(socket, event) {
  process.nextTick(() => {
    if (socket[kStateSymbol].handle) socket.emit(event);
  });
}

function literalAddress(address, name, caller) {
  validateString(address, name);
  if (isIP(address) === 0) {
    throw new ERR_INVALID_ARG_VALUE(name, address, `must be a numeric IP address; ${caller} does not perform DNS resolution`);
  }
  return address;
}

method(function bindSync(options = {}) {
  const state = running(this);
  validateObject(options, 'options');
  if (state.bindState !== unbound) throw new ERR_SOCKET_ALREADY_BOUND();
  const port = validatePort(options.port ?? 0, 'options.port');
  const address = options.address ?
    literalAddress(options.address, 'options.address', 'bindSync') : anyAddress(this);
  const err = state.handle.bind(address, port, bindFlags(state));
  if (err) throw exceptionWithHostPort(err, 'bind', address, port);
  receive(this);
  emitLater(this, 'listening');
  return this.address();
});

// Connecting.

method(function connect(port, address, callback) {
  port = validatePort(port, 'Port', false);
  if (typeof address === 'function') {
    callback = address;
    address = '';
  } else if (address === undefined) {
    address = '';
  }
  validateString(address, 'address');
  const state = this[kStateSymbol];
  if (state.connectState !== disconnected) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  state.connectState = connecting;
  whenBound(this, () => {
    if (callback) this.once('connect', callback);
    state.handle.lookup(address, (err, ip) => {
      if (state.handle) finishConnect(this, err, ip, address, port, callback);
    });
  });
});

function finishConnect(socket, err, ip, address, port, callback) {
  const state = socket[kStateSymbol];
  err ||= refuse(state, ip) ?? connectHandle(state, ip, address, port);
  if (!err) {
    state.connectState = connected;
    process.nextTick(() => socket.emit('connect'));
    return;
  }
  state.connectState = disconnected;
  process.nextTick(() => {
    if (!callback) return socket.emit('error', err);
    socket.removeListener('connect', callback);
    callback(err);
  });
}

function refuse(state, ip) {
  return state.sendBlockList?.check(ip, `ipv${isIP(ip)}`) ? new ERR_IP_BLOCKED(ip) : undefined;
}

function connectHandle(state, ip, address, port) {
  const err = state.handle.connect(ip, port);
  return err ? exceptionWithHostPort(err, 'connect', address, port) : undefined;
}

method(function connectSync(port, address) {
  const state = running(this);
  port = validatePort(port, 'Port', false);
  if (state.connectState !== disconnected) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  if (address == null || address === '') address = this.type === 'udp4' ? '127.0.0.1' : '::1';
  else literalAddress(address, 'address', 'connectSync');
  if (state.bindState === unbound) this.bindSync();
  else if (state.bindState !== bound) throw new ERR_SOCKET_ALREADY_BOUND();
  const err = refuse(state, address) ?? connectHandle(state, address, address, port);
  if (err) throw err;
  state.connectState = connected;
  emitLater(this, 'connect');
});

method(function disconnect() {
  const state = this[kStateSymbol];
  if (state.connectState !== connected) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const err = state.handle.disconnect();
  if (err) throw errnoException(err, 'connect');
  state.connectState = disconnected;
});

// whenBound calls fn now, or once the socket is bound, which it begins if
// nobody has; fn is forgotten if that fails.
function whenBound(socket, fn) {
  const state = socket[kStateSymbol];
  if (state.bindState === unbound) socket.bind({ port: 0, exclusive: true }, null);
  if (state.bindState === bound) fn();
  else enqueue(socket, fn);
}

function enqueue(socket, fn) {
  const state = socket[kStateSymbol];
  if (state.queue !== undefined) {
    state.queue.push(fn);
    return;
  }
  state.queue = [fn];
  const forget = () => {
    socket.removeListener('listening', run);
    state.queue = undefined;
  };
  function run() {
    socket.removeListener(EventEmitter.errorMonitor, forget);
    const { queue } = state;
    state.queue = undefined;
    for (const call of queue) call();
  }
  socket.once(EventEmitter.errorMonitor, forget);
  socket.once('listening', run);
}

// Sending.

function part(buffer, offset, length) {
  if (typeof buffer === 'string') buffer = Buffer.from(buffer);
  else if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', sendable, buffer);
  offset >>>= 0;
  length >>>= 0;
  if (offset > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (offset + length > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return Buffer.from(buffer.buffer, buffer.byteOffset + offset, length);
}

// buffersOf makes a list of buffers of a message or of a list of its parts.
function buffersOf(message) {
  if (typeof message === 'string') return [Buffer.from(message)];
  if (ArrayBuffer.isView(message)) return [message];
  if (!Array.isArray(message)) throw new ERR_INVALID_ARG_TYPE('buffer', sendable, message);
  return message.map((item) => {
    if (typeof item === 'string') return Buffer.from(item);
    if (!ArrayBuffer.isView(item)) throw new ERR_INVALID_ARG_TYPE('buffer list arguments', sendable, message);
    return Buffer.from(item.buffer, item.byteOffset, item.byteLength);
  });
}

// send(msg[, offset, length][, port[, address]][, callback]): a connected socket
// takes neither port nor address.
method(function send(buffer, offset, length, port, address, callback) {
  const state = this[kStateSymbol];
  const isConnected = state.connectState === connected;
  if (isConnected) {
    if (typeof length === 'number') {
      buffer = part(buffer, offset, length);
      if (typeof port === 'function') {
        callback = port;
        port = null;
      }
    } else {
      callback = offset;
    }
    if (port || address) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  } else if (address || (port && typeof port !== 'function')) {
    buffer = part(buffer, offset, length);
  } else {
    callback = port;
    port = offset;
    address = length;
  }
  const list = buffersOf(buffer);
  if (!isConnected) port = validatePort(port, 'Port', false);
  if (typeof callback !== 'function') callback = undefined;
  if (typeof address === 'function') {
    callback = address;
    address = undefined;
  } else if (address != null) {
    validateString(address, 'address');
  }
  running(this);
  if (list.length === 0) list.push(Buffer.alloc(0));
  if (state.bindState === unbound) this.bind({ port: 0, exclusive: true }, null);
  if (state.bindState !== bound) {
    // Through send again: by then the socket may have been connected.
    enqueue(this, () => this.send(list, port, address, callback));
    return;
  }
  if (isConnected) deliver(this, list, port, address, null, callback);
  else state.handle.lookup(address, (err, ip) => {
    if (err) report(this, err, callback);
    else if (state.handle) deliver(this, list, port, address, ip, callback);
  });
});

function report(socket, err, callback) {
  process.nextTick(() => {
    if (callback) callback(err);
    else socket.emit('error', err);
  });
}

function deliver(socket, list, port, address, ip, callback) {
  const state = socket[kStateSymbol];
  const blocked = ip ? refuse(state, ip) : undefined;
  if (blocked) {
    if (callback) process.nextTick(callback, blocked);
    return;
  }
  const failure = (err) => exceptionWithHostPort(err, 'send', address, port);
  const err = state.handle.send(list, port, ip, callback && ((status, size) => {
    callback(status ? failure(status) : null, size);
  }));
  if (!callback) return;
  if (err > 0) process.nextTick(callback, null, err - 1);
  else if (err < 0) process.nextTick(callback, failure(err));
}

method(function sendto(buffer, offset, length, port, address, callback) {
  validateNumber(offset, 'offset');
  validateNumber(length, 'length');
  validateNumber(port, 'port');
  validateString(address, 'address');
  this.send(buffer, offset, length, port, address, callback);
});

method(function getSendQueueSize() {
  return this[kStateSymbol].handle.getSendQueueSize();
});

method(function getSendQueueCount() {
  return this[kStateSymbol].handle.getSendQueueCount();
});

// Closing.

method(function close(callback) {
  if (typeof callback === 'function') this.on('close', callback);
  if (this[kStateSymbol].queue !== undefined) {
    this[kStateSymbol].queue.push(() => this.close());
    return this;
  }
  const state = running(this);
  if (state.receiving) {
    state.handle.recvStop();
    state.receiving = false;
  }
  state.handle.close();
  state.handle = null;
  process.nextTick(() => this.emit('close'));
  return this;
});

Socket.prototype[Symbol.asyncDispose] = async function() {
  if (!this[kStateSymbol].handle) return;
  await new Promise((resolve) => this.close(resolve));
};

method(function ref() {
  this[kStateSymbol].handle?.ref();
  return this;
});

method(function unref() {
  this[kStateSymbol].handle?.unref();
  return this;
});

// Names and options.

function named(handle, name) {
  const out = {};
  const err = handle[name](out);
  if (err) throw errnoException(err, name);
  return out;
}

method(function address() {
  return named(running(this).handle, 'getsockname');
});

method(function remoteAddress() {
  const state = running(this);
  if (state.connectState !== connected) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  return named(state.handle, 'getpeername');
});

// set calls a method of the handle and throws what it reports.
function set(socket, name, ...args) {
  const err = socket[kStateSymbol].handle[name](...args);
  if (err) throw errnoException(err, name);
}

method(function setBroadcast(on) {
  set(this, 'setBroadcast', on);
});

method(function setTTL(ttl) {
  validateNumber(ttl, 'ttl');
  set(this, 'setTTL', ttl);
  return ttl;
});

method(function setMulticastTTL(ttl) {
  validateNumber(ttl, 'ttl');
  set(this, 'setMulticastTTL', ttl);
  return ttl;
});

method(function setMulticastLoopback(on) {
  set(this, 'setMulticastLoopback', on);
  return on;
});

method(function setMulticastInterface(interfaceAddress) {
  running(this);
  validateString(interfaceAddress, 'interfaceAddress');
  set(this, 'setMulticastInterface', interfaceAddress);
});

function setMembership(socket, name, multicastAddress, interfaceAddress) {
  running(socket);
  if (!multicastAddress) throw new ERR_MISSING_ARGS('multicastAddress');
  set(socket, name, multicastAddress, interfaceAddress);
}

method(function addMembership(multicastAddress, interfaceAddress) {
  setMembership(this, 'addMembership', multicastAddress, interfaceAddress);
});

method(function dropMembership(multicastAddress, interfaceAddress) {
  setMembership(this, 'dropMembership', multicastAddress, interfaceAddress);
});

function setSourceMembership(socket, name, sourceAddress, groupAddress, interfaceAddress) {
  running(socket);
  validateString(sourceAddress, 'sourceAddress');
  validateString(groupAddress, 'groupAddress');
  set(socket, name, sourceAddress, groupAddress, interfaceAddress);
}

method(function addSourceSpecificMembership(sourceAddress, groupAddress, interfaceAddress) {
  setSourceMembership(this, 'addSourceSpecificMembership', sourceAddress, groupAddress, interfaceAddress);
});

method(function dropSourceSpecificMembership(sourceAddress, groupAddress, interfaceAddress) {
  setSourceMembership(this, 'dropSourceSpecificMembership', sourceAddress, groupAddress, interfaceAddress);
});

function bufferSize(socket, size, received) {
  if (size >>> 0 !== size) throw new ERR_SOCKET_BAD_BUFFER_SIZE();
  return socket[kStateSymbol].handle.bufferSize(size, received);
}

method(function setRecvBufferSize(size) {
  bufferSize(this, size, true);
});

method(function setSendBufferSize(size) {
  bufferSize(this, size, false);
});

method(function getRecvBufferSize() {
  return bufferSize(this, 0, true);
});

method(function getSendBufferSize() {
  return bufferSize(this, 0, false);
});

module.exports = { createSocket, Socket };
