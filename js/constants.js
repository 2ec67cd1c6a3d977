'use strict';

// node:constants: what os, fs and crypto have in their constants, in one
// object.

const { errno, signals, priority, dlopen } = require('os').constants;

const { defaultCipherList, ...crypto } = require('internal/crypto/constants');

Object.assign(exports, dlopen, errno, priority, signals, require('fs').constants, crypto,
              { defaultCoreCipherList: defaultCipherList });
Object.freeze(exports);
