'use strict';
// wait-port: a port that opens, one that answers HTTP, and one that never does.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');
const http = require('node:http');
const { once } = require('node:events');
const waitPort = require('wait-port');

const quiet = { host: '127.0.0.1', output: 'silent', interval: 20 };

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

(async () => {
  // The server comes up while it is waited for.
  const port = await freePort();
  const waiting = waitPort({ ...quiet, port, timeout: 30000 });
  const server = net.createServer((socket) => socket.resume());
  setTimeout(() => server.listen(port, '127.0.0.1'), 100);
  assert.deepStrictEqual(await waiting, { open: true, ipVersion: 4 });
  server.close();

  let asked = 0;
  const web = http.createServer((req, res) => {
    res.statusCode = ++asked < 2 ? 503 : 200;
    res.end();
  });
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const { port: webPort } = web.address();
  assert.strictEqual((await waitPort({ ...quiet, port: webPort, protocol: 'http', path: '/ready', timeout: 30000 })).open, true);
  assert.strictEqual(asked, 2);
  web.close();

  assert.deepStrictEqual(await waitPort({ ...quiet, port: await freePort(), timeout: 100 }), { open: false });
  await assert.rejects(waitPort({ ...quiet, port: 'x' }), /port|Port/);
})().then(common.mustCall());
