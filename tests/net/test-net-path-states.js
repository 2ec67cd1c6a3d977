'use strict';
// Paths: who removes them, and what is in the way.
const common = require('../common');
if (common.isWindows) common.skip('named pipes have no files');
const assert = require('node:assert');
const fs = require('node:fs');
const net = require('node:net');

const path = common.socketPath();
const server = net.createServer((socket) => socket.end());
server.listen({ path, readableAll: true, writableAll: true }, common.mustCall(() => {
  assert.strictEqual(fs.statSync(path).mode & 0o777, 0o666);
  const second = net.createServer();
  second.on('error', common.mustCall((error) => {
    assert.strictEqual(error.code, 'EADDRINUSE');
    // A live server answers, and is left alone.
    net.connect(path).resume().on('close', common.mustCall(() => {
      server.close(common.mustCall(() => {
        assert.strictEqual(fs.existsSync(path), false);
        stale();
      }));
    }));
  }));
  second.listen(path);
}));

function stale() {
  const other = net.createServer().listen(path, common.mustCall(() => {
    fs.linkSync(path, path + '2');
    other.close(common.mustCall(() => {
      fs.renameSync(path + '2', path);
      const client = net.connect(path);
      client.on('error', common.mustCall((error) => {
        assert.strictEqual(error.code, 'ECONNREFUSED');
        assert.strictEqual(error.message, `connect ECONNREFUSED ${path}`);
        assert.strictEqual(error.address, path);
      }));
    }));
  }));
}
