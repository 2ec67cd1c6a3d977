'use strict';

// Sockets and servers as they travel between processes: a message says what
// they are, and the descriptor under them goes along.

const dgram = require('dgram');
const fs = require('fs');
const net = require('net');
const { TCP, Pipe, newBound, release, takeBound } = require('internal/binding/ipc');
const { UDP, kindOf } = require('internal/binding/udp');
const { SocketListReceive, SocketListSend } = require('internal/child_process/socket_list');
const { kStateSymbol } = require('internal/dgram');
const { codes: { ERR_INVALID_HANDLE_TYPE } } = require('internal/errors');

const kLists = Symbol('kSocketLists');

// listsOf returns what counts the sockets of servers that target's process has
// been sent ('send') or has sent ('got').
function listsOf(target) {
  if (target[kLists] === undefined) {
    const value = { got: { __proto__: null }, send: { __proto__: null } };
    Object.defineProperty(target, kLists, { __proto__: null, configurable: true, enumerable: false, writable: true, value });
  }
  return target[kLists];
}

// letGo takes the handle from a socket that has been sent for good.
function letGo(socket) {
  const handle = socket._handle;
  release(handle);
  socket._handle = null;
  socket.setTimeout(0);
  if (!socket.parser) return;
  // The connection of an HTTP server.
  socket.parser.stop?.();
  socket.parser = null;
  socket._httpMessage?.detachSocket(socket);
}

// By the type that the message names. send(target, message, object, options)
// returns the handle to send, if there is one; the handle is closed once it has
// arrived where closes says so. got(target, message, handle, callback) calls
// back with what the receiver gets.
const conversions = {
  '__proto__': null,

  'net.Socket': {
    closes: true,
    send(target, message, socket, { keepOpen }) {
      const handle = socket._handle;
      if (!handle) return undefined;
      const { server } = socket;
      if (server) {
        message.key = server._connectionKey;
        const { send } = listsOf(target);
        if (send[message.key] === undefined) {
          send[message.key] = new SocketListSend(target, message.key);
          // From now on the server asks the other process too.
          server._setupWorker(send[message.key]);
        }
        if (!keepOpen) server._connections--;
      }
      if (!keepOpen) letGo(socket);
      return handle;
    },
    got(target, message, handle, callback) {
      const socket = new net.Socket({ handle, readable: true, writable: true });
      if (message.key) {
        const { got } = listsOf(target);
        got[message.key] ??= new SocketListReceive(target, message.key);
        got[message.key].add({ socket });
      }
      callback(socket);
    },
  },

  'net.Server': {
    closes: false,
    send: (target, message, server) => server._handle,
    got(target, message, handle, callback) {
      const server = new net.Server();
      server.listen(handle, () => callback(server));
    },
  },

  'net.BoundSocket': {
    closes: true,
    send(target, message, bound) {
      if (bound.isPipe) throw new ERR_INVALID_HANDLE_TYPE();
      return takeBound(bound);
    },
    got: (target, message, handle, callback) => callback(newBound(handle)),
  },

  'net.Native': {
    closes: false,
    send: (target, message, handle) => handle,
    got: (target, message, handle, callback) => callback(handle),
  },

  'dgram.Socket': {
    closes: false,
    send(target, message, socket) {
      message.dgramType = socket.type;
      return socket[kStateSymbol].handle;
    },
    got(target, message, handle, callback) {
      const socket = new dgram.Socket(message.dgramType);
      socket.bind(handle, () => callback(socket));
    },
  },

  'dgram.Native': {
    closes: false,
    send: (target, message, handle) => handle,
    got: (target, message, handle, callback) => callback(handle),
  },
};

function typeOf(handle) {
  if (handle instanceof net.Socket) return 'net.Socket';
  if (handle instanceof net.Server) return 'net.Server';
  if (handle instanceof net.BoundSocket) return 'net.BoundSocket';
  if (handle instanceof TCP || handle instanceof Pipe) return 'net.Native';
  if (handle instanceof dgram.Socket) return 'dgram.Socket';
  if (handle instanceof UDP) return 'dgram.Native';
  throw new ERR_INVALID_HANDLE_TYPE();
}

const handleClasses = { __proto__: null, TCP, PIPE: Pipe, UDP };

// openHandle makes the handle of a descriptor that has come, undefined for one
// of a kind that is not sent.
function openHandle(fd) {
  const Handle = handleClasses[kindOf(fd)];
  const handle = Handle && new Handle();
  if (handle?.open(fd) === 0) return handle;
  handle?.close();
  fs.closeSync(fd);
  return undefined;
}

module.exports = { conversions, openHandle, typeOf };
