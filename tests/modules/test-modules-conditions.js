'use strict';
// Options that take conditions of package exports away, and native addons.
require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { Worker } = require('node:worker_threads');

const dir = tree({
  'node_modules/pkg/package.json': { exports: { 'module-sync': './sync.js', 'node-addons': './addon.js', default: './plain.js' } },
  'node_modules/pkg/sync.js': 'module.exports = "sync"',
  'node_modules/pkg/addon.js': 'module.exports = "addon"',
  'node_modules/pkg/plain.js': 'module.exports = "plain"',
  'main.js': 'console.log(require("pkg")); import("pkg").then(({ default: name }) => console.log(name))',
  'short.node': 'x',
  'long.node': 'x'.repeat(100),
  'import.mjs': 'import addon from "./short.node"; console.log("not reached")',
  'addons.js': `
    for (const load of [() => require("./short.node"), () => require("./long.node"), () => process.dlopen({ exports: {} }, "nope")])
      try {
        load();
      } catch ({ code, message }) {
        console.log(code, message.replace(__dirname, "").slice(1));
      }`,
});
const node = (...args) => spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });

assert.strictEqual(node('main.js').stdout, 'sync\nsync\n');
assert.strictEqual(node('--no-require-module', 'main.js').stdout, 'addon\naddon\n');
assert.strictEqual(node('--no-require-module', '--no-addons', 'main.js').stdout, 'plain\nplain\n');
new Worker(path.join(dir, 'main.js'), { execArgv: ['--no-require-module', '--no-addons'], stdout: true })
  .stdout.setEncoding('utf8').toArray().then((said) => assert.strictEqual(said.join(''), 'plain\nplain\n'));

if (process.platform === 'linux') {
  assert.deepStrictEqual(node('addons.js').stdout.split('\n'), [
    'ERR_DLOPEN_FAILED short.node: file too short', 'ERR_DLOPEN_FAILED long.node: invalid ELF header',
    'ERR_DLOPEN_FAILED ope: cannot open shared object file: No such file or directory', '',
  ]);
  assert.match(node('import.mjs').stderr, /short\.node: file too short/);
}
const disabled = 'ERR_DLOPEN_DISABLED annot load native addon because loading addons is disabled.\n';
assert.strictEqual(node('--no-addons', 'addons.js').stdout, disabled.repeat(3));
