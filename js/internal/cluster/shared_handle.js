'use strict';

// A handle that the primary has made and that all workers are sent: which of
// them gets a connection or a datagram is the system's choice.

const { _createSocketHandle } = require('internal/dgram');
const { _createServerHandle } = require('net');

class SharedHandle {
  #handle = null;
  #status = 0;
  #workers = new Set();

  constructor(key, address, { port, addressType, fd, flags }) {
    this.key = key;
    const create = addressType === 'udp4' || addressType === 'udp6' ? _createSocketHandle : _createServerHandle;
    const made = create(address, port, addressType, fd, flags);
    if (typeof made === 'number') this.#status = made;
    else this.#handle = made;
  }

  // add answers a worker: send(status, reply, handle).
  add(worker, send) {
    this.#workers.add(worker.id);
    send(this.#status, null, this.#handle);
  }

  // remove reports whether that was the last worker; the handle is closed then.
  remove(worker) {
    if (!this.#workers.delete(worker.id) || this.#workers.size > 0) return false;
    this.#handle?.close();
    this.#handle = null;
    return true;
  }

  has(worker) {
    return this.#workers.has(worker.id);
  }
}

module.exports = SharedHandle;
