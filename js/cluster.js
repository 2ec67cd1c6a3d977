'use strict';

// node:cluster as its primary process sees it. Workers are not there yet.

const EventEmitter = require('events');
const { missingClass, missingFunctions } = require('internal/unavailable');

const SCHED_NONE = 1; // connections go to whichever worker takes them
const SCHED_RR = 2; // the primary hands them out in turn

function policy() {
  switch (process.env.NODE_CLUSTER_SCHED_POLICY) {
    case 'rr': return SCHED_RR;
    case 'none': return SCHED_NONE;
  }
  return process.platform === 'win32' ? SCHED_NONE : SCHED_RR;
}

function setupPrimary(options) {
  cluster.settings = {
    args: process.argv.slice(2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...options,
  };
  const { settings } = cluster;
  process.nextTick(() => cluster.emit('setup', settings));
}

const cluster = Object.assign(new EventEmitter(), {
  isWorker: false,
  isMaster: true,
  isPrimary: true,
  Worker: missingClass('cluster', 'Worker', 1, EventEmitter, {
    destroy: 1, disconnect: 0, isConnected: 0, isDead: 0, kill: 0, send: 0,
  }),
  workers: {},
  settings: {},
  SCHED_NONE,
  SCHED_RR,
  schedulingPolicy: policy(),
  setupPrimary,
  setupMaster: setupPrimary,
  ...missingFunctions('cluster', { fork: 1 }),
  disconnect(callback) {
    // There are no workers to wait for.
    if (callback) process.nextTick(callback);
  },
});

module.exports = cluster;
