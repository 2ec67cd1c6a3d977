'use strict';

// node:cluster in the primary process: it forks the workers, and listens for
// them or makes the handles that they listen on.

const path = require('path');
const EventEmitter = require('events');
const { fork } = require('child_process');
const RoundRobinHandle = require('internal/cluster/round_robin_handle');
const SharedHandle = require('internal/cluster/shared_handle');
const Worker = require('internal/cluster/worker');
const { internal, sendHelper } = require('internal/cluster/messages');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_SOCKET_BAD_PORT } } = require('internal/errors');

const SCHED_NONE = 1; // connections go to whichever worker takes them
const SCHED_RR = 2; // the primary hands them out in turn

const cluster = new EventEmitter();
const intercom = new EventEmitter(); // tells when the last worker is gone
const handles = new Map(); // shared and round-robin ones, by what they listen on
let lastId = 0;
let policy; // what schedulingPolicy was when it was first needed

function policyOfEnvironment() {
  switch (process.env.NODE_CLUSTER_SCHED_POLICY) {
    case 'rr': return SCHED_RR;
    case 'none': return SCHED_NONE;
  }
  return process.platform === 'win32' ? SCHED_NONE : SCHED_RR;
}

Object.assign(cluster, {
  isWorker: false,
  isMaster: true,
  isPrimary: true,
  Worker,
  workers: {},
  settings: {},
  SCHED_NONE,
  SCHED_RR,
  schedulingPolicy: policyOfEnvironment(),
});

cluster.setupPrimary = function(options) {
  const settings = {
    args: process.argv.slice(2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...options,
  };
  cluster.settings = settings;
  if (policy === undefined) {
    policy = cluster.schedulingPolicy;
    if (policy !== SCHED_NONE && policy !== SCHED_RR)
      throw new ERR_INVALID_ARG_VALUE('cluster.schedulingPolicy', policy);
  }
  process.nextTick(() => cluster.emit('setup', settings));
};
cluster.setupMaster = cluster.setupPrimary;

function forkWorker(id, env) {
  const { settings } = cluster;
  if (settings.inspectPort === null) throw new ERR_SOCKET_BAD_PORT('Port', null, true);
  const { cwd, serialization, silent, windowsHide, execArgv, stdio, gid, uid } = settings;
  return fork(settings.exec, settings.args, {
    cwd,
    env: { ...process.env, ...env, NODE_UNIQUE_ID: `${id}` },
    serialization,
    silent,
    windowsHide,
    execArgv: [...execArgv],
    stdio,
    gid,
    uid,
  });
}

cluster.fork = function(env) {
  cluster.setupPrimary();
  const id = ++lastId;
  const worker = new Worker({ id, process: forkWorker(id, env) });
  worker.on('message', (message, handle) => cluster.emit('message', worker, message, handle));
  worker.process.once('exit', (exitCode, signalCode) => {
    if (!worker.isConnected()) {
      removeHandlesOf(worker);
      removeWorker(worker);
    }
    enter(worker, 'dead');
    worker.emit('exit', exitCode, signalCode);
    cluster.emit('exit', worker, exitCode, signalCode);
  });
  worker.process.once('disconnect', () => {
    removeHandlesOf(worker);
    // One that still runs is still a worker.
    if (worker.isDead()) removeWorker(worker);
    enter(worker, 'disconnected');
    worker.emit('disconnect');
    cluster.emit('disconnect', worker);
  });
  worker.process.on('internalMessage', internal(worker, onMessage));
  process.nextTick(() => cluster.emit('fork', worker));
  cluster.workers[id] = worker;
  return worker;
};

function enter(worker, state) {
  worker.exitedAfterDisconnect = !!worker.exitedAfterDisconnect;
  worker.state = state;
}

function removeWorker(worker) {
  delete cluster.workers[worker.id];
  if (Object.keys(cluster.workers).length === 0) intercom.emit('disconnect');
}

function removeHandlesOf(worker) {
  for (const [key, handle] of handles) {
    if (handle.remove(worker)) handles.delete(key);
  }
}

cluster.disconnect = function(callback) {
  const workers = Object.values(cluster.workers);
  if (workers.length === 0) process.nextTick(() => intercom.emit('disconnect'));
  for (const worker of workers) {
    if (worker.isConnected()) worker.disconnect();
  }
  if (typeof callback === 'function') intercom.once('disconnect', callback);
};

// What workers ask for, by the name of the act.
const acts = {
  __proto__: null,

  online(worker) {
    worker.state = 'online';
    worker.emit('online');
    cluster.emit('online', worker);
  },

  exitedAfterDisconnect(worker, { seq }) {
    worker.exitedAfterDisconnect = true;
    send(worker, { ack: seq });
  },

  queryServer,

  listening(worker, { addressType, address, port, fd }) {
    const info = { addressType, address, port, fd };
    worker.state = 'listening';
    worker.emit('listening', info);
    cluster.emit('listening', worker, info);
  },

  // The server of a worker closes. Its handle may have gone with the worker.
  close(worker, { key }) {
    if (handles.get(key)?.remove(worker)) handles.delete(key);
  },
};

function onMessage(message) {
  acts[message.act]?.(this, message);
}

function send(worker, message, handle) {
  return sendHelper(worker.process, message, handle);
}

// The paths of sockets are short: of the two ways to write one it takes the
// shorter.
function shortest(address) {
  const relative = path.relative(process.cwd(), address);
  return address.length < relative.length ? address : relative;
}

function makeHandle(key, message) {
  const { addressType, port } = message;
  let { address } = message;
  if (port < 0 && typeof address === 'string' && process.platform !== 'win32') address = shortest(address);
  // Datagrams belong to no connection that could be handed out.
  const shared = policy !== SCHED_RR || addressType === 'udp4' || addressType === 'udp6';
  return shared ? new SharedHandle(key, address, message) : new RoundRobinHandle(key, address, message);
}

// queryServer answers a worker that wants to listen: with what the workers
// before it have on the same address, or else with something new. Each server
// on port 0 gets a port, which is the same in all workers.
function queryServer(worker, message) {
  if (worker.exitedAfterDisconnect) return;
  const { address, port, addressType, fd, index, seq } = message;
  const key = `${address}:${port}:${addressType}:${fd}${port === 0 ? `:${index}` : ''}`;
  const known = handles.get(key);
  const handle = known && !known.has(worker) ? known : makeHandle(key, message);
  if (!known) handles.set(key, handle);
  handle.data ||= message.data;
  handle.add(worker, (errno, reply, sent) => {
    if (!errno) handles.set(key, handle);
    const { data } = handles.get(key) ?? handle;
    if (!known && errno) handles.delete(key);
    send(worker, { errno, key, ack: seq, data, ...reply }, sent);
  });
}

Worker.prototype.disconnect = function() {
  this.exitedAfterDisconnect = true;
  send(this, { act: 'disconnect' });
  removeHandlesOf(this);
  removeWorker(this);
  return this;
};

Worker.prototype.destroy = function(signal) {
  this.process.kill(signal || 'SIGTERM');
};

module.exports = cluster;
