'use strict';

// node:wasi: there is no WebAssembly to give a system interface to.

const { missingClass } = require('internal/unavailable');

module.exports = {
  WASI: missingClass('wasi', 'WASI', 0, null, { finalizeBindings: 1, getImportObject: 0, initialize: 1, start: 1 }),
};
