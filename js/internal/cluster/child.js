'use strict';

// node:cluster in a worker: its servers ask the primary for what they listen
// on.

const path = require('path');
const EventEmitter = require('events');
const { clearInterval, setInterval } = require('timers');
const Worker = require('internal/cluster/worker');
const { internal, sendHelper } = require('internal/cluster/messages');

const cluster = new EventEmitter();
const listening = new Map(); // { handle, owner } by the primary's key
const indexes = new Map(); // the servers on an address, by its key: { next, open }

Object.assign(cluster, {
  isWorker: true,
  isMaster: false,
  isPrimary: false,
  worker: null,
  Worker,
});

function send(message, callback) {
  return sendHelper(process, message, null, callback);
}

// _setupWorker is called before anything of the script's.
cluster._setupWorker = function() {
  const worker = new Worker({ id: process.env.NODE_UNIQUE_ID | 0, process, state: 'online' });
  cluster.worker = worker;
  process.once('disconnect', () => {
    worker.emit('disconnect');
    // Without its primary a worker has nothing to do.
    if (!worker.exitedAfterDisconnect) process.exit(0);
  });
  process.on('internalMessage', internal(worker, (message, handle) => {
    if (message.act === 'newconn') onConnection(message, handle);
    else if (message.act === 'disconnect') disconnect(worker, true);
  }));
  send({ act: 'online' });
};

// _getServer gets what a net.Server or a dgram.Socket listens on from the
// primary, and calls callback(status, handle).
cluster._getServer = function(owner, options, callback) {
  let { address } = options;
  // The primary may be in another folder.
  if (options.port < 0 && typeof address === 'string' && process.platform !== 'win32') address = path.resolve(address);
  const place = [address, options.port, options.addressType, options.fd].join(':');
  const index = takeIndex(place);
  const message = { act: 'queryServer', index, data: owner._getServerData?.() ?? null, ...options, address };
  send(message, (reply, handle) => {
    if (typeof owner._setServerData === 'function') owner._setServerData(reply.data);
    const close = { place, index };
    if (handle) share(reply, handle, owner, close, callback);
    else takeTurns(reply, owner, close, callback);
  });
  owner.once('listening', () => {
    if (!indexes.has(place)) return; // closed already
    cluster.worker.state = 'listening';
    message.act = 'listening';
    message.port = owner.address()?.port || options.port;
    send(message);
  });
};

// Servers on the same address are told apart by numbers, so that each on port 0
// gets a port of its own.
function takeIndex(place) {
  let set = indexes.get(place);
  if (set === undefined) {
    set = { next: 0, open: new Set() };
    indexes.set(place, set);
  }
  set.open.add(set.next);
  return set.next++;
}

// closed tells the primary that a server has closed.
function closed(key, { place, index }) {
  send({ act: 'close', key });
  listening.delete(key);
  const set = indexes.get(place);
  set?.open.delete(index);
  if (set?.open.size === 0) indexes.delete(place);
}

// share listens on a handle that all workers have.
function share({ errno, key }, handle, owner, place, callback) {
  const { close } = handle;
  handle.close = function() {
    closed(key, place);
    return Reflect.apply(close, handle, arguments);
  };
  listening.set(key, { handle, owner });
  callback(errno, handle);
}

const longest = 2 ** 31 - 1;

// TurnsHandle plays the handle of a server to which the primary hands
// connections: net.Server sets its onconnection.
class TurnsHandle {
  #key;
  #place;
  #timer; // keeps the loop alive as long as the handle is referenced

  constructor(key, place) {
    this.#key = key;
    this.#place = place;
    this.ref();
  }

  ref() {
    if (this.#key !== undefined) this.#timer ??= setInterval(() => {}, longest);
  }

  unref() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  // What the primary listens with is settled.
  listen() {
    return 0;
  }

  // Connections that are on their way here now are sent back.
  close() {
    if (this.#key === undefined) return;
    this.unref();
    closed(this.#key, this.#place);
    this.#key = undefined;
  }

  get closed() {
    return this.#key === undefined;
  }
}

// takeTurns listens through the primary.
function takeTurns({ errno, key, sockname }, owner, place, callback) {
  if (errno) {
    callback(errno, null);
    return;
  }
  const handle = new TurnsHandle(key, place);
  if (sockname) { // that of a path has none
    handle.getsockname = (out) => {
      if (!handle.closed) Object.assign(out, sockname);
      return 0;
    };
  }
  listening.set(key, { handle, owner });
  callback(0, handle);
}

function isFull({ _connections: count, dropMaxConnection, maxConnections }) {
  return maxConnections != null && count >= maxConnections && !dropMaxConnection;
}

function onConnection({ key, seq }, connection) {
  const server = listening.get(key);
  const accepted = server !== undefined && !isFull(server.owner);
  send({ ack: seq, accepted });
  if (accepted) server.handle.onconnection(0, connection);
  else connection.close();
}

// disconnect closes the servers, then the channel. The primary has to know that
// it was meant, if it has not asked for it.
function disconnect(worker, asked) {
  worker.exitedAfterDisconnect = true;
  let left = 1;
  const done = () => {
    if (--left > 0) return;
    if (asked) process.disconnect();
    else send({ act: 'exitedAfterDisconnect' }, () => process.disconnect());
  };
  for (const { owner } of listening.values()) {
    left++;
    owner.close(done);
  }
  listening.clear();
  done();
}

Worker.prototype.disconnect = function() {
  if (this.state !== 'disconnecting' && this.state !== 'destroying') {
    this.state = 'disconnecting';
    disconnect(this, false);
  }
  return this;
};

Worker.prototype.destroy = function() {
  if (this.state === 'destroying') return;
  this.exitedAfterDisconnect = true;
  if (!this.isConnected()) process.exit(0);
  this.state = 'destroying';
  send({ act: 'exitedAfterDisconnect' }, () => process.disconnect());
  process.once('disconnect', () => process.exit(0));
};

module.exports = cluster;
