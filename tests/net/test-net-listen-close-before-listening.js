'use strict';
// close before 'listening' cancels a start that waits for its host.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.on('listening', common.mustNotCall());
server.on('close', common.mustCall());
server.listen(0, '127.0.0.1');
server.close(common.mustCall((err) => assert.strictEqual(err.code, 'ERR_SERVER_NOT_RUNNING')));

// Without a host it listens already.
const other = net.createServer();
other.on('listening', common.mustNotCall());
other.listen(0);
other.close(common.mustCall((err) => assert.strictEqual(err, undefined)));
