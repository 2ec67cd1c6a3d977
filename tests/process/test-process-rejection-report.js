'use strict';
// What is written of a rejection with something that is no Error.
require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const { stderr, status } = spawnSync(process.execPath, ['-e', 'Promise.reject("str")'], { encoding: 'utf8' });
assert.strictEqual(status, 1);
assert.match(stderr, new RegExp([
  '^node:internal/process/promises.*', ' {6}new UnhandledPromiseRejection\\(reason\\);', ' {6}\\^', '',
  'UnhandledPromiseRejection: This error originated either by .* with the reason "str"\\.',
].join('\\r?\\n')));
assert.match(stderr, /code: 'ERR_UNHANDLED_REJECTION'/);
