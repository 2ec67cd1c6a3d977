'use strict';

// node:worker_threads in a process that has one thread: what is known of it,
// and ports between its own parts. Workers are not there yet.

const EventEmitter = require('events');
const { defineLazy } = require('internal/lazy');
const { missingClass, missingFunctions } = require('internal/unavailable');

const environmentData = new Map();

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

function getEnvironmentData(key) {
  return environmentData.get(key);
}

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  resourceLimits: {},
  threadId: 0,
  threadName: '',
  parentPort: null,
  workerData: null,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker: missingClass('worker_threads', 'Worker', 1, EventEmitter, {
    cpuUsage: 1, getHeapSnapshot: 1, getHeapStatistics: 0, postMessage: 0, ref: 0, startCpuProfile: 1,
    startHeapProfile: 1, terminate: 0, unref: 0,
  }),
  setEnvironmentData,
  getEnvironmentData,
  ...missingFunctions('worker_threads', { moveMessagePortToContext: 0, postMessageToThread: 4 }),
};

const fromMessaging = [
  'MessagePort', 'MessageChannel', 'BroadcastChannel', 'receiveMessageOnPort', 'markAsUncloneable',
  'markAsUntransferable', 'isMarkedAsUntransferable',
];
const getters = { locks: () => missingFunctions('worker_threads.locks', { query: 0, request: 2 }) };
for (const name of fromMessaging) getters[name] = () => require('internal/messaging')[name];
defineLazy(module.exports, getters);
