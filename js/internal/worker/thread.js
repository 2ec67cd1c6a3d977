'use strict';

// What the modules of one thread know of it: who it is, what its parent has
// given it, and the data that its own workers get.

const binding = require('internal/binding/worker');

module.exports = {
  environmentData: new Map(),
  parentPort: null,
  workerData: null,
  ...binding,
};
