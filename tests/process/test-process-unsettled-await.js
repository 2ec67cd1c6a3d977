'use strict';
// A module whose top level waits for what cannot come any more.
require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const { stderr, stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', `
  process.on('exit', (code) => console.log('exit', code));
  await new Promise(() => {});`], { encoding: 'utf8' });
assert.match(stderr, /^Warning: Detected unsettled top-level await at/);
assert.strictEqual(stdout, 'exit 13\n');
assert.strictEqual(status, 13);
