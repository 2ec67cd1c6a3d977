'use strict';
// --preserve-symlinks and --preserve-symlinks-main, also by the environment and
// in workers.
require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');

const dir = tree({
  'real/main.js': 'console.log(require("dep"), require("dep").from)',
  'real/node_modules/dep/index.js': 'exports.from = require("base")',
  'real/node_modules/base/index.js': 'module.exports = "real"',
  'links/node_modules/base/index.js': 'module.exports = "link"',
});
const link = (to, name) => fs.symlinkSync(path.join(dir, to), path.join(dir, name));
try {
  link('real/node_modules/dep', 'links/node_modules/dep');
  link('real/main.js', 'links/main.js');
} catch (error) {
  if (error.code !== 'EPERM') throw error;
  process.exit(); // Windows may not let us
}
const main = path.join(dir, 'links/main.js');

function run(options, env) {
  const { stdout } = spawnSync(process.execPath, [...options, main], { encoding: 'utf8', env: { ...process.env, ...env } });
  return stdout.match(/real|link/)[0];
}
assert.strictEqual(run([]), 'real');
assert.strictEqual(run(['--preserve-symlinks-main']), 'real');
assert.strictEqual(run(['--preserve-symlinks', '--preserve-symlinks-main']), 'link');
assert.strictEqual(run([], { NODE_PRESERVE_SYMLINKS: '1', NODE_PRESERVE_SYMLINKS_MAIN: '1' }), 'link');
assert.strictEqual(run(['--preserve-symlinks-main'], { NODE_PRESERVE_SYMLINKS: '1' }), 'link');
assert.strictEqual(run(['--preserve-symlinks-main'], { NODE_PRESERVE_SYMLINKS: '0' }), 'real');

const worker = new Worker(main, { env: { ...process.env, NODE_PRESERVE_SYMLINKS: '1', NODE_PRESERVE_SYMLINKS_MAIN: '1' }, stdout: true });
worker.stdout.setEncoding('utf8').toArray().then((said) => assert.match(said.join(''), /link/));
