'use strict';
// Lines 843-850: a Windows pipe's name is a file's name elsewhere.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-'));
process.chdir(dir);
const name = '\\\\.\\pipe\\nodebook';
const server = net.createServer((socket) => socket.end());
server.listen(name, common.mustCall(() => {
  assert.strictEqual(server.address(), name);
  if (!common.isWindows) assert.deepStrictEqual(fs.readdirSync('.'), [name]);
  net.connect(name).resume().on('close', common.mustCall(() => {
    server.close(common.mustCall(() => {
      assert.deepStrictEqual(fs.readdirSync('.'), []);
      process.chdir(os.tmpdir());
      fs.rmdirSync(dir);
    }));
  }));
}));
