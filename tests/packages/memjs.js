'use strict';
// memjs against memcached: the binary protocol, errors, a lost connection.
const common = require('../common');
const assert = require('node:assert');
const memjs = require('memjs');
const { proxyTo } = require('./lib/proxy');
const { until } = require('./lib/until');

const { SERVER_PORT } = process.env;
const key = (name) => `gonet:${process.pid}:${name}`;
const options = { logger: { log() {} }, timeout: 30, conntimeout: 30, retries: 1 };

async function commands() {
  const client = memjs.Client.create(`127.0.0.1:${SERVER_PORT}`, options);
  assert.strictEqual(await client.set(key('a'), 'gänse', { expires: 60 }), true);
  const { value, flags } = await client.get(key('a'));
  assert.deepStrictEqual([value.toString(), flags.readUInt32BE(0)], ['gänse', 0]);
  assert.strictEqual((await client.get(key('nothing'))).value, null);

  assert.strictEqual(await client.add(key('a'), 'again', {}), false);
  assert.strictEqual(await client.replace(key('a'), 'other', {}), true);
  assert.strictEqual(await client.append(key('a'), ' end'), true);
  assert.strictEqual((await client.get(key('a'))).value.toString(), 'other end');
  assert.strictEqual((await client.increment(key('n'), 5, { initial: 10 })).value, 10);
  assert.strictEqual((await client.increment(key('n'), 5, {})).value, 15);
  assert.strictEqual((await client.decrement(key('n'), 1, {})).value, 14);

  const big = Buffer.alloc(500000, 'abc');
  await client.set(key('big'), big, {});
  assert.ok((await client.get(key('big'))).value.equals(big));
  const all = await Promise.all(Array.from({ length: 200 }, async (_, i) => {
    await client.set(key(i), String(i), {});
    return (await client.get(key(i))).value.toString();
  }));
  assert.deepStrictEqual(all, Array.from({ length: 200 }, (_, i) => String(i)));
  assert.strictEqual(await client.delete(key('a')), true);
  assert.strictEqual(await client.delete(key('a')), false);
  const stats = await new Promise((resolve, reject) => {
    client.stats((err, server, values) => (err ? reject(err) : resolve(values)));
  });
  assert.match(stats.version, /^\d+\./);

  // More than the server takes.
  await assert.rejects(client.set(key('huge'), Buffer.alloc(2 << 20), {}), /TOO_LARGE|too large|Too large/);
  client.close();
}

async function lost() {
  const nobody = memjs.Client.create('127.0.0.1:1', options);
  await assert.rejects(nobody.get('x'), { code: 'ECONNREFUSED' });
  nobody.close();

  const proxy = await proxyTo(SERVER_PORT);
  const client = memjs.Client.create(`127.0.0.1:${proxy.port}`, options);
  await client.set(key('a'), 'kept', {});
  const closed = until(client.servers[0]._socket, 'close'); // what is asked before that is never answered
  proxy.cut();
  await closed;
  assert.strictEqual((await client.get(key('a'))).value.toString(), 'kept');
  client.close();
  proxy.close();
}

(async () => {
  await commands();
  await lost();
})().then(common.mustCall());
