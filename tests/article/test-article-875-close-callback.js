'use strict';
// Lines 873-879: the callback of close; on a server that does not run it gets
// an error.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('event', 'callback');
  server.on('close', () => note('event'));
  server.close((err) => {
    assert.strictEqual(err, undefined);
    note('callback');
  });
}));
const never = net.createServer();
never.on('close', common.mustCall());
never.on('error', common.mustNotCall());
never.close(common.mustCall((err) => {
  assert.strictEqual(err.code, 'ERR_SERVER_NOT_RUNNING');
  assert.strictEqual(err.message, 'Server is not running.');
}));
