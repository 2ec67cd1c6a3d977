'use strict';
// socks against microsocks: connections through a proxy with a password and by
// name, a chain, errors, a proxy that goes away.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');
const http = require('node:http');
const { once } = require('node:events');
const { SocksClient } = require('socks');
const { proxyTo } = require('./lib/proxy');
const { until } = require('./lib/until');

const { SERVER_PORT, SERVER_PASSWORD: password } = process.env;
const proxy = { host: '127.0.0.1', port: +SERVER_PORT, type: 5, userId: 'gonet', password };
const through = (destination, extra) => SocksClient.createConnection({
  proxy: { ...proxy, ...extra }, command: 'connect', destination, timeout: 30000,
});

async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}

async function echo(socket, body) {
  socket.write(body);
  const chunks = [];
  let length = 0;
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    if ((length += chunk.length) >= body.length) break;
  }
  assert.ok(Buffer.concat(chunks).equals(body));
  const closed = until(socket, 'close');
  socket.resume().end();
  await closed;
}

async function errors(port) {
  await assert.rejects(through({ host: '127.0.0.1', port }, { password: 'wrong' }), { message: 'Socks5 Authentication failed' });
  await assert.rejects(through({ host: '127.0.0.1', port: 1 }), { message: /ConnectionRefused|GeneralFailure/i });
  await assert.rejects(through({ host: '127.0.0.1', port }, { port: 1 }), /ECONNREFUSED/);
  await assert.rejects(SocksClient.createConnection({ proxy, command: 'fly', destination: { host: '127.0.0.1', port } }),
                       { message: /SOCKS command/ });
}

(async () => {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {}).pipe(socket);
  });
  const port = await listen(server);
  for (const host of ['127.0.0.1', 'localhost']) {
    const { socket } = await through({ host, port });
    await echo(socket, Buffer.alloc(300000, 'through a proxy '));
  }

  // An HTTP request on a connection of the proxy.
  const web = http.createServer((req, res) => res.end(`you asked for ${req.url}`));
  const webPort = await listen(web);
  const { socket } = await through({ host: '127.0.0.1', port: webPort });
  const [response] = await once(http.get({ path: '/x', createConnection: () => socket }), 'response');
  assert.strictEqual((await response.setEncoding('utf8').toArray()).join(''), 'you asked for /x');
  web.close();

  const chained = await SocksClient.createConnectionChain({
    proxies: [proxy, proxy], command: 'connect', destination: { host: '127.0.0.1', port }, timeout: 30000,
  });
  await echo(chained.socket, Buffer.from('through two'));
  await errors(port);

  const lossy = await proxyTo(SERVER_PORT);
  const { socket: lost } = await through({ host: '127.0.0.1', port }, { port: lossy.port });
  const closed = until(lost, 'close');
  lost.on('error', () => {});
  lossy.cut();
  await closed;
  lossy.close();
  server.close();
})().then(common.mustCall());
