'use strict';

// How many of a server's connections another process has. A server that has
// sent some asks for their number, and whether all are closed; the process that
// got them answers.

const EventEmitter = require('events');
const { codes: { ERR_CHILD_CLOSED_BEFORE_REPLY } } = require('internal/errors');

// SocketListSend is the server's side, which net.Server calls.
class SocketListSend extends EventEmitter {
  constructor(child, key) {
    super();
    this.key = key;
    this.child = child;
    child.once('exit', () => this.emit('exit', this));
  }

  // #ask sends cmd and calls callback(err, reply) with the message answer.
  #ask(cmd, answer, swallowErrors, callback) {
    const { child, key } = this;
    const onReply = (message) => {
      if (message.cmd !== answer || message.key !== key) return;
      child.removeListener('disconnect', onClose);
      child.removeListener('internalMessage', onReply);
      callback(null, message);
    };
    const onClose = () => {
      child.removeListener('internalMessage', onReply);
      callback(new ERR_CHILD_CLOSED_BEFORE_REPLY());
    };
    if (!child.connected) {
      onClose();
      return;
    }
    child._send({ cmd, key }, undefined, swallowErrors);
    child.once('disconnect', onClose);
    child.on('internalMessage', onReply);
  }

  close(callback) {
    this.#ask('NODE_SOCKET_NOTIFY_CLOSE', 'NODE_SOCKET_ALL_CLOSED', true, callback);
  }

  getConnections(callback) {
    this.#ask('NODE_SOCKET_GET_COUNT', 'NODE_SOCKET_COUNT', false, (err, reply) => {
      if (err) callback(err);
      else callback(null, reply.count);
    });
  }
}

// SocketListReceive is the other side. It emits 'empty' when the last of the
// sockets has closed.
class SocketListReceive extends EventEmitter {
  constructor(child, key) {
    super();
    this.connections = 0;
    this.key = key;
    this.child = child;
    child.on('internalMessage', (message) => {
      if (message.key === key) this.#answer(message.cmd);
    });
  }

  #answer(cmd) {
    if (cmd === 'NODE_SOCKET_NOTIFY_CLOSE') {
      if (this.connections === 0) this.#reportEmpty();
      else this.once('empty', () => this.#reportEmpty());
    } else if (cmd === 'NODE_SOCKET_GET_COUNT') {
      this.#reply({ cmd: 'NODE_SOCKET_COUNT', key: this.key, count: this.connections }, false);
    }
  }

  #reportEmpty() {
    this.#reply({ cmd: 'NODE_SOCKET_ALL_CLOSED', key: this.key }, true);
  }

  #reply(message, swallowErrors) {
    if (this.child.connected) this.child._send(message, undefined, swallowErrors);
  }

  add({ socket }) {
    this.connections++;
    socket.once('close', () => {
      this.connections--;
      if (this.connections === 0) this.emit('empty', this);
    });
  }
}

module.exports = { SocketListSend, SocketListReceive };
