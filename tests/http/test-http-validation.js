'use strict';
// How strict the parser is: insecureHTTPParser and httpValidation let characters
// into values, and the former, like 'insecure', two lengths for one message.
const common = require('../common');
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const value = 'GET / HTTP/1.1\r\nHost: a\r\nHello: foo\x08foo\r\n\r\n';
const both = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';

for (const [options, message, code] of [
  [{}, value, 'HPE_INVALID_HEADER_TOKEN'], [{}, both, 'HPE_INVALID_TRANSFER_ENCODING'],
  [{ insecureHTTPParser: false }, value, 'HPE_INVALID_HEADER_TOKEN'],
  [{ httpValidation: 'strict' }, value, 'HPE_INVALID_HEADER_TOKEN'],
  [{ insecureHTTPParser: true }, value], [{ insecureHTTPParser: true }, both],
  [{ httpValidation: 'relaxed' }, value], [{ httpValidation: 'relaxed' }, both, 'HPE_INVALID_TRANSFER_ENCODING'],
  [{ httpValidation: 'insecure' }, value], [{ httpValidation: 'insecure' }, both],
]) {
  const seen = (req, res) => {
    if (message === value) assert.strictEqual(req.headers.hello, 'foo\x08foo');
    res.shouldKeepAlive = false;
    req.resume().on('end', () => res.end());
  };
  const server = http.createServer(options, code === undefined ? common.mustCall(seen) : common.mustNotCall());
  server.on('clientError', code === undefined ? common.mustNotCall() : common.mustCall((error, socket) => {
    assert.strictEqual(error.code, code);
    socket.destroy();
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    const client = net.connect(server.address().port, '127.0.0.1');
    client.resume().end(message);
    client.on('close', common.mustCall(() => server.close()));
  }));
}

// The same of a client.
const answer = 'HTTP/1.1 200 OK\r\nHello: foo\x08foo\r\nContent-Length: 0\r\n\r\n';
const answers = net.createServer((socket) => socket.on('error', () => {}).once('data', () => socket.end(answer)));
answers.listen(0, '127.0.0.1', common.mustCall(() => {
  const get = (options) => http.get({ host: '127.0.0.1', port: answers.address().port, agent: false, ...options });
  get({ insecureHTTPParser: true }).on('response', common.mustCall((res) => {
    assert.strictEqual(res.headers.hello, 'foo\x08foo');
    res.resume();
  }));
  get().on('error', common.mustCall((error) => {
    assert.strictEqual(error.code, 'HPE_INVALID_HEADER_TOKEN');
    answers.close();
  }));
}));
