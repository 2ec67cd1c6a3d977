'use strict';

// node:worker_threads.

const { defineLazy } = require('internal/lazy');
const { missingFunctions } = require('internal/unavailable');
const thread = require('internal/worker/thread');

function setEnvironmentData(key, value) {
  if (value === undefined) thread.environmentData.delete(key);
  else thread.environmentData.set(key, value);
}

function getEnvironmentData(key) {
  return thread.environmentData.get(key);
}

module.exports = {
  isInternalThread: thread.isInternalThread,
  isMainThread: thread.isMainThread,
  resourceLimits: thread.isMainThread ? {} : require('internal/worker/limits').objectOf(thread.limits),
  threadId: thread.threadId,
  threadName: thread.threadName,
  parentPort: thread.isMainThread ? null : thread.parentPort,
  workerData: thread.workerData,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  setEnvironmentData,
  getEnvironmentData,
  ...missingFunctions('worker_threads', { moveMessagePortToContext: 0 }),
};

const fromMessaging = [
  'MessagePort', 'MessageChannel', 'BroadcastChannel', 'receiveMessageOnPort', 'markAsUncloneable',
  'markAsUntransferable', 'isMarkedAsUntransferable',
];
const getters = {
  Worker: () => require('internal/worker/worker').Worker,
  postMessageToThread: () => require('internal/worker/messaging').postMessageToThread,
  locks: () => missingFunctions('worker_threads.locks', { query: 0, request: 2 }),
};
for (const name of fromMessaging) getters[name] = () => require('internal/messaging')[name];
defineLazy(module.exports, getters);
