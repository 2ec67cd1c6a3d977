'use strict';

// node:v8: memory as Go counts it, and the serialization format. What only V8
// itself could do is not there.

const { heapStatistics } = require('internal/binding/v8');
const { codes: { ERR_NOT_BUILDING_SNAPSHOT } } = require('internal/errors');
const { defineLazy } = require('internal/lazy');
const { missingClass, missingFunctions } = require('internal/unavailable');
const { validateString } = require('internal/validators');

// V8 takes flags that it does not know without complaint; goja has none.
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
}

function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  return /^[\0-\xff]*$/.test(content);
}

// Coverage is only ever written if NODE_V8_COVERAGE has asked for it at start.
function takeCoverage() {}
function stopCoverage() {}

function outsideOfSnapshot() {
  throw new ERR_NOT_BUILDING_SNAPSHOT();
}

module.exports = {
  getHeapStatistics: () => heapStatistics(),
  setFlagsFromString,
  isStringOneByteRepresentation,
  takeCoverage,
  stopCoverage,
  startupSnapshot: {
    addDeserializeCallback: (callback, data) => outsideOfSnapshot(),
    addSerializeCallback: (callback, data) => outsideOfSnapshot(),
    setDeserializeMainFunction: (callback, data) => outsideOfSnapshot(),
    isBuildingSnapshot: () => false,
  },
  GCProfiler: missingClass('v8', 'GCProfiler', 0, null, { start: 0, stop: 0 }),
  promiseHooks: missingFunctions('v8.promiseHooks', {
    createHook: 0, onAfter: 1, onBefore: 1, onInit: 1, onSettled: 1,
  }),
  ...missingFunctions('v8', {
    cachedDataVersionTag: 0, getCppHeapStatistics: 0, getHeapCodeStatistics: 0, getHeapSnapshot: 1,
    getHeapSpaceStatistics: 0, queryObjects: 1, setHeapProfileNearHeapLimit: 1, setHeapSnapshotNearHeapLimit: 1,
    startCpuProfile: 1, startHeapProfile: 1, writeHeapSnapshot: 2,
  }),
};

const fromSerdes = ['Serializer', 'Deserializer', 'DefaultSerializer', 'DefaultDeserializer', 'serialize', 'deserialize'];
defineLazy(module.exports, Object.fromEntries(fromSerdes.map((name) => [name, () => require('internal/v8/serdes')[name]])));
