'use strict';
// The warning of new Buffer has the stack of its call.
const common = require('../common');
const assert = require('node:assert');

process.on('warning', common.mustCall((warning) => {
  assert.strictEqual(warning.code, 'DEP0005');
  assert.match(warning.stack, /at deprecated /);
}));
function deprecated() {
  return new Buffer(10);
}
assert.strictEqual(deprecated().length, 10);
