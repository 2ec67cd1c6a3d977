'use strict';
// A socket that is destroyed leaves nothing behind: not before the handshake has
// ended, though it has written, and not while nothing else keeps the process alive.
const common = require('../common');
const assert = require('node:assert');
const { once } = require('node:events');
const https = require('node:https');
const tls = require('node:tls');
const { server: pair } = require('./keys');

const early = tls.createServer(pair, common.mustNotCall());
early.on('tlsClientError', common.mustCall((error) => assert.strictEqual(error.code, 'ECONNRESET')));
const accepted = once(early, 'connection');
early.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = tls.connect({ port: early.address().port, host: '127.0.0.1', rejectUnauthorized: false });
  socket.write('never sent');
  Promise.all([accepted, once(socket, 'connect')]).then(common.mustCall(([[raw]]) => {
    raw.on('close', common.mustCall());
    socket.destroy();
    early.close(common.mustCall());
  }));
  socket.on('close', common.mustCall());
}));

const late = https.createServer(pair, common.mustCall((req) => {
  req.on('close', common.mustCall());
  request.destroy(); // before there is an answer
  late.close(common.mustCall());
}));
late.on('connection', common.mustCall((socket) => socket.on('close', common.mustCall())));
let request;
late.listen(0, '127.0.0.1', common.mustCall(() => {
  request = https.get({ port: late.address().port, host: '127.0.0.1', rejectUnauthorized: false, agent: false });
  request.on('error', common.mustCall((error) => assert.strictEqual(error.code, 'ECONNRESET')));
}));
