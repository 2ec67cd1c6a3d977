'use strict';
// The file that keeps a REPL's history.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const repl = require('node:repl');
const { PassThrough } = require('node:stream');

process.env.TERM = 'xterm';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-repl-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'history');

function open(config) {
  const input = new PassThrough();
  const output = new PassThrough().resume();
  const server = repl.start({ input, output, terminal: true, useColors: false, preview: false });
  return new Promise((resolve) => {
    server.setupHistory(config, (err) => {
      assert.ifError(err);
      resolve(server);
    });
  });
}

function close(server) {
  return new Promise((resolve) => {
    server.on('exit', resolve);
    server.close();
  });
}

(async () => {
  fs.writeFileSync(file, 'newest\noldest');
  let server = await open(file);
  assert.deepStrictEqual(server.history, ['newest', 'oldest']);
  server.write('1 + 1\n');
  server.write('(() => {\n');
  server.write('return 3 })()\n');
  server.write(null, { name: 'up' });
  assert.strictEqual(server.line, '(() => {\nreturn 3 })()');
  await close(server);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'return 3 })()\r(() => {\n1 + 1\nnewest\noldest');

  server = await open({ filePath: file, size: 2 });
  assert.deepStrictEqual(server.history, ['return 3 })()\r(() => {', '1 + 1']);
  await close(server);

  server = await open({ filePath: folder }); // a folder is no file
  assert.deepStrictEqual(server.history, []);
  await close(server);
})().then(common.mustCall());
