'use strict';
// Bytes after a response that can begin no other are an error of the request.
const common = require('../common');
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const server = net.createServer((socket) => socket.end('HTTP/1.1 302 Moved\r\nContent-Length: 0\r\n\r\nhi world'));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  http.get({ port, host: '127.0.0.1' }, common.mustCall((res) => assert.strictEqual(res.statusCode, 302)))
    .on('error', common.mustCall((err) => {
      assert.strictEqual(err.code, 'HPE_INVALID_CONSTANT');
      assert.strictEqual(err.message, 'Parse Error: Expected HTTP/, RTSP/ or ICE/');
      server.close();
    }));
}));
