'use strict';
// The diagnostics channels of requests and responses.
const common = require('../common');
const assert = require('node:assert');
const { subscribe } = require('node:diagnostics_channel');
const http = require('node:http');

const seen = [];
const on = (name, ...keys) => subscribe(name, (message) => {
  seen.push(name);
  assert.deepStrictEqual(Object.keys(message), keys);
});
on('http.client.request.created', 'request');
on('http.client.request.start', 'request');
on('http.client.request.error', 'request', 'error');
on('http.client.response.finish', 'request', 'response');
on('http.server.request.start', 'request', 'response', 'socket', 'server');
on('http.server.response.created', 'request', 'response');
on('http.server.response.finish', 'request', 'response', 'socket', 'server');

const server = http.createServer((req, res) => res.end('x'));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  http.get({ host: '127.0.0.1', port, agent: false }, common.mustCall((res) => {
    res.resume().on('end', common.mustCall(() => {
      server.close(common.mustCall(() => {
        http.get({ host: '127.0.0.1', port, agent: false }).on('error', common.mustCall(() => {
          assert.deepStrictEqual(seen.toSorted(), [
            'http.client.request.created', 'http.client.request.created', 'http.client.request.error',
            'http.client.request.start', 'http.client.request.start', 'http.client.response.finish',
            'http.server.request.start', 'http.server.response.created', 'http.server.response.finish',
          ]);
        }));
      }));
    }));
  }));
}));
