'use strict';

// Node's compile cache keeps V8's code. Here it is the cache of what TypeScript
// and newer syntax have been rewritten to, which a script can move.

const { validateBoolean, validateString } = require('internal/validators');
const { cacheDirectory, setCacheDirectory } = require('internal/binding/modules');
const { join, resolve } = require('path');
const { tmpdir } = require('os');

const compileCacheStatus = { __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 };
const constants = Object.freeze({ __proto__: null, compileCacheStatus: Object.freeze(compileCacheStatus) });

let enabled;

function enableCompileCache(options) {
  let directory = options;
  if (options !== null && typeof options === 'object') {
    ({ directory } = options);
    if (options.portable !== undefined) validateBoolean(options.portable, 'options.portable');
  }
  if (directory !== undefined) validateString(directory, 'cacheDir');
  if (process.env.NODE_DISABLE_COMPILE_CACHE) {
    return { status: compileCacheStatus.DISABLED, message: 'Disabled by NODE_DISABLE_COMPILE_CACHE' };
  }
  if (enabled !== undefined) return { status: compileCacheStatus.ALREADY_ENABLED, directory: enabled };
  const root = directory || process.env.NODE_COMPILE_CACHE || join(tmpdir(), 'node-compile-cache');
  const message = setCacheDirectory(resolve(root));
  if (message !== undefined) return { status: compileCacheStatus.FAILED, message };
  enabled = cacheDirectory();
  return { status: compileCacheStatus.ENABLED, directory: enabled };
}

function getCompileCacheDir() {
  return enabled;
}

// What is kept is kept at once.
function flushCompileCache() {}

module.exports = { constants, enableCompileCache, flushCompileCache, getCompileCacheDir };
