'use strict';
// Requests over TLS, on connections that are kept.
const common = require('../common');
const assert = require('node:assert');
const https = require('node:https');
const { ca, server: pair } = require('./keys');

const server = https.createServer(pair, common.mustCall((request, response) => {
  assert.strictEqual(request.socket.encrypted, true);
  let length = 0;
  request.on('data', (chunk) => { length += chunk.length; });
  request.on('end', () => response.end(`${request.method} ${request.url} ${length}`));
}, 3));
server.listen(0, '127.0.0.1', common.mustCall(async () => {
  const { port } = server.address();
  const agent = new https.Agent({ keepAlive: true, ca, maxSockets: 1 });
  const send = (path, body) => new Promise((resolve, reject) => {
    const request = https.request({ port, host: 'localhost', family: 4, agent, path, method: 'POST' }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve([text, request.reusedSocket]);
    }).on('error', reject);
    request.end(body);
  });
  assert.deepStrictEqual(await send('/a', 'x'), ['POST /a 1', false]);
  assert.deepStrictEqual(await send('/b', Buffer.alloc(300_000)), ['POST /b 300000', true]);
  agent.destroy();
  https.get(`https://localhost:${port}/c`, { ca, family: 4, agent: false }, common.mustCall((response) => {
    response.resume().on('end', common.mustCall(() => {
      https.get({ port, host: '127.0.0.1', agent: false }, common.mustNotCall()).on('error', common.mustCall((error) => {
        assert.strictEqual(error.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
        server.close();
      }));
    }));
  }));
}));
