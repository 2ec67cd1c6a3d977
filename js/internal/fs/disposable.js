'use strict';

// Temporary folders that are removed with their scope.

const fs = require('fs');
const { resolve } = require('path');

const removal = { force: true, recursive: true };

function mkdtempDisposableSync(prefix, options) {
  const path = fs.mkdtempSync(prefix, options);
  // Absolute, since the process may have gone elsewhere by then.
  const full = resolve(path);
  const remove = () => fs.rmSync(full, removal);
  return { path, remove, [Symbol.dispose]: remove };
}

async function mkdtempDisposable(prefix, options) {
  const path = await fs.promises.mkdtemp(prefix, options);
  const full = resolve(path);
  const remove = () => fs.promises.rm(full, removal);
  return { __proto__: null, path, remove, [Symbol.asyncDispose]: remove };
}

module.exports = { mkdtempDisposableSync, mkdtempDisposable };
