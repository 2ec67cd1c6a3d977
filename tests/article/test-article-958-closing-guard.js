'use strict';
// Lines 958-965: closing once, however often it is asked for.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
let closing = false;
function shutdown() {
  if (closing) return;
  closing = true;
  server.close(common.mustCall((err) => assert.ok(!err)));
}
server.listen(0, '127.0.0.1', common.mustCall(() => {
  shutdown();
  shutdown();
  // Without the guard the second callback gets an error; nothing is thrown.
  server.close(common.mustCall((err) => assert.strictEqual(err.code, 'ERR_SERVER_NOT_RUNNING')));
}));
