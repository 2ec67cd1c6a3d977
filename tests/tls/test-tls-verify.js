'use strict';
// Whom a client and a server trust.
const common = require('../common');
const assert = require('node:assert');
const { once } = require('node:events');
const tls = require('node:tls');
const keys = require('./keys');

async function serve(options, run) {
  const server = tls.createServer(options, (socket) => {
    socket.on('error', () => {});
    socket.end(`${socket.authorized} ${socket.authorizationError}`);
  });
  server.on('tlsClientError', (error) => server.emit('refused', error));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connect = (more) => tls.connect({ port: server.address().port, host: '127.0.0.1', ...more });
  await run(connect, server);
  server.close();
}

async function failure(socket) {
  const [error] = await once(socket.on('secureConnect', common.mustNotCall()), 'error');
  await once(socket, 'close');
  return error;
}

async function text(socket) {
  let all = '';
  for await (const chunk of socket) all += chunk;
  return all;
}

(async () => {
  await serve(keys.server, async (connect) => {
    const unknown = await failure(connect());
    assert.strictEqual(unknown.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    assert.match(unknown.message, /^unable to verify the first certificate; /);

    const wrong = await failure(connect({ ca: keys.ca, servername: 'nobody.test' }));
    assert.strictEqual(wrong.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.strictEqual(wrong.host, 'nobody.test');
    assert.match(wrong.message, /^Hostname\/IP does not match certificate's altnames: Host: nobody\.test\. is not/);

    const own = new Error('mine');
    assert.strictEqual(await failure(connect({ ca: keys.ca, checkServerIdentity: () => own })), own);

    const tolerated = connect({ rejectUnauthorized: false });
    await once(tolerated, 'secureConnect');
    assert.strictEqual(tolerated.authorized, false);
    assert.strictEqual(tolerated.authorizationError, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    assert.strictEqual(await text(tolerated), 'false null');

    assert.strictEqual(await text(connect({ ca: [keys.ca], servername: 'a.wild.test' })), 'false null');
  });

  await serve(keys.self, async (connect) => {
    assert.strictEqual((await failure(connect())).code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.strictEqual(await text(connect({ ca: keys.self.cert, servername: 'self' })), 'false null');
  });

  const mutual = { ...keys.server, ca: keys.ca, requestCert: true };
  await serve({ ...mutual, rejectUnauthorized: false }, async (connect) => {
    assert.strictEqual(await text(connect({ ca: keys.ca, ...keys.client })), 'true null');
    assert.strictEqual(await text(connect({ ca: keys.ca, ...keys.self })), 'false DEPTH_ZERO_SELF_SIGNED_CERT');
  });
  await serve({ ...mutual, maxVersion: 'TLSv1.2' }, async (connect, server) => {
    assert.strictEqual(await text(connect({ ca: keys.ca, ...keys.client })), 'true null');
    const refused = once(server, 'refused');
    const error = await failure(connect({ ca: keys.ca }));
    assert.ok(error.code.startsWith('ERR_SSL_') || error.code === 'ECONNRESET', error.code);
    assert.strictEqual((await refused)[0].code, 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE');
  });
})().then(common.mustCall());
