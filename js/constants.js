'use strict';

// node:constants: what os, fs and crypto have in their constants, in one
// object.

const { errno, signals, priority, dlopen } = require('os').constants;

Object.assign(exports, dlopen, errno, priority, signals, require('fs').constants,
              require('internal/crypto/constants'));
Object.freeze(exports);
