'use strict';
// Lines 835-839: a path that exists is removed before listen.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const net = require('node:net');

if (common.isWindows) common.skip('named pipes have no files');
const p = common.socketPath();
fs.writeFileSync(p, '');
const first = net.createServer();
first.on('error', common.mustCall((error) => {
  assert.strictEqual(error.code, 'EADDRINUSE');
  assert.strictEqual(error.address, p);
  assert.strictEqual(error.port, -1);
  assert.strictEqual(error.message, `listen EADDRINUSE: address already in use ${p}`);
  try { fs.unlinkSync(p); } catch {}
  const server = net.createServer();
  server.listen(p, common.mustCall(() => server.close()));
}));
first.listen(p);
