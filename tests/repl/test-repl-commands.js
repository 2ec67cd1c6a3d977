'use strict';
// The commands with a dot, and those that a program defines.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const repl = require('node:repl');
const { PassThrough } = require('node:stream');
const { run } = require('./session');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-repl-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const saved = path.join(folder, 'saved.js');

(async () => {
  const { shown } = await run(['1', 'const two = () => {', 'return 2 }', `.save ${saved}`, '.save', 'open (', '.break', '.help']);
  assert.strictEqual(fs.readFileSync(saved, 'utf8'), '1\nconst two = () => {\nreturn 2 }');
  assert.strictEqual(shown[2], `Session saved to: ${saved}\n`);
  assert.strictEqual(shown[3], 'The "file" argument must be specified\n');
  assert.strictEqual(shown[4], '| ');
  assert.match(shown[5], /^\.break {3}Sometimes you get stuck, this gets you out\n/);
  assert.match(shown[5], /\nPress Ctrl\+C to abort current expression, Ctrl\+D to exit the REPL\n$/);

  const loaded = await run([`.load ${saved}`, 'two()', `.load ${folder}`, '.load nowhere.js']);
  assert.match(loaded.shown.join(''), /2\nFailed to load: .* is not a valid file\nFailed to load: nowhere\.js\n/);

  const server = repl.start({ input: new PassThrough(), output: new PassThrough() });
  server.defineCommand('greet', { help: 'says hello', action: common.mustCall(function(name) {
    assert.strictEqual(this, server);
    assert.strictEqual(name, 'you there');
  }) });
  server.defineCommand('plain', common.mustCall());
  server.write('.greet you there\n.plain\n');
  assert.throws(() => server.defineCommand('bad', {}), { code: 'ERR_INVALID_ARG_TYPE' });
  server.on('exit', common.mustCall());
  server.write('.exit\n');
})().then(common.mustCall());
