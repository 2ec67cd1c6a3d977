'use strict';
// Lines 162-168: a server owns nothing before listen.
require('../common');
const assert = require('node:assert');
const net = require('node:net');

const listener = (socket) => { socket.end(); };
const server = net.createServer(listener);
assert.strictEqual(server.address(), null);
assert.strictEqual(server.listening, false);
assert.deepStrictEqual(server.listeners('connection'), [listener]);
