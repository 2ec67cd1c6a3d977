'use strict';

// A server of the primary's that hands each connection to the worker which has
// waited longest for one.

const net = require('net');
const { sendHelper } = require('internal/cluster/messages');

const IPV6ONLY = 1;

function optionsOf(address, { port, fd, flags, backlog, readableAll, writableAll }) {
  if (fd >= 0) return { fd, backlog };
  if (port >= 0) return { port, host: address, ipv6Only: (flags & IPV6ONLY) !== 0, backlog };
  return { path: address, backlog, readableAll, writableAll };
}

class RoundRobinHandle {
  #all = new Map(); // the workers that listen, by their ids
  #free = new Map(); // those that wait for a connection
  #connections = []; // those that wait for a worker
  #handle = null;
  #server = net.createServer();

  constructor(key, address, message) {
    this.key = key;
    const server = this.#server;
    server.listen(optionsOf(address, message));
    server.once('listening', () => {
      this.#handle = server._handle;
      this.#handle.onconnection = (status, connection) => this.#distribute(status, connection);
      server._handle = null;
      this.#server = null;
    });
  }

  // add answers a worker: send(status, reply).
  add(worker, send) {
    this.#all.set(worker.id, worker);
    if (this.#server === null) {
      this.#welcome(worker, send);
      return;
    }
    this.#server.once('listening', () => this.#welcome(worker, send));
    this.#server.once('error', (err) => send(err.errno, null));
  }

  #welcome(worker, send) {
    let reply = null; // a path has no name to tell
    if (this.#handle.getsockname) {
      reply = { sockname: {} };
      this.#handle.getsockname(reply.sockname);
    }
    send(null, reply, null);
    this.#handOff(worker);
  }

  // remove reports whether that was the last worker; nobody listens then.
  remove(worker) {
    if (!this.#all.delete(worker.id)) return false;
    this.#free.delete(worker.id);
    if (this.#all.size > 0) return false;
    for (const connection of this.#connections.splice(0)) connection.close();
    this.#handle?.close();
    this.#handle = null;
    return true;
  }

  has(worker) {
    return this.#all.has(worker.id);
  }

  #distribute(status, connection) {
    if (status) return;
    this.#connections.push(connection);
    for (const [id, worker] of this.#free) {
      this.#free.delete(id);
      this.#handOff(worker);
      return;
    }
  }

  // handOff gives a worker the oldest connection, or makes it wait for one.
  #handOff(worker) {
    if (!this.#all.has(worker.id)) return;
    const connection = this.#connections.shift();
    if (connection === undefined) {
      this.#free.set(worker.id, worker);
      return;
    }
    sendHelper(worker.process, { act: 'newconn', key: this.key }, connection, ({ accepted }) => {
      if (accepted) connection.close();
      else this.#distribute(0, connection); // that worker is about to end
      this.#handOff(worker);
    });
  }
}

module.exports = RoundRobinHandle;
