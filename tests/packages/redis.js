'use strict';
// redis against Redis: commands, pipelines, transactions, scripts, iteration,
// publish and subscribe, errors, a lost connection.
const common = require('../common');
const assert = require('node:assert');
const { createClient } = require('redis');
const { proxyTo } = require('./lib/proxy');
const { until } = require('./lib/until');

const { SERVER_PORT, SERVER_DIR, SERVER_PASSWORD: password } = process.env;
const key = (name) => `redis:${process.pid}:${name}`;

function make(socket, options) {
  const client = createClient({ password, socket: { host: '127.0.0.1', port: +SERVER_PORT, ...socket }, ...options });
  client.on('error', () => {});
  return client;
}

async function commands(client) {
  assert.strictEqual(await client.set(key('a'), 'gänse', { EX: 60 }), 'OK');
  assert.strictEqual(await client.get(key('a')), 'gänse');
  assert.strictEqual(await client.get(key('nothing')), null);
  await client.hSet(key('h'), { one: '1', two: '2' });
  assert.deepStrictEqual({ ...await client.hGetAll(key('h')) }, { one: '1', two: '2' });
  // What is sent in one turn goes out together.
  const numbers = await Promise.all(Array.from({ length: 1000 }, () => client.incr(key('n'))));
  assert.deepStrictEqual(numbers, Array.from({ length: 1000 }, (_, i) => i + 1));
  assert.deepStrictEqual(await client.multi().set(key('m'), '1').incr(key('m')).get(key('m')).exec(), ['OK', 2, '2']);
  assert.strictEqual(await client.eval('return ARGV[1] .. KEYS[1]', { keys: ['k'], arguments: ['v'] }), 'vk');
  const big = 'x'.repeat(1e6);
  await client.set(key('big'), big);
  assert.strictEqual(await client.get(key('big')), big);
  const found = [];
  for await (const keys of client.scanIterator({ MATCH: key('*'), COUNT: 100 })) found.push(...keys);
  assert.deepStrictEqual(found.sort(), ['a', 'big', 'h', 'm', 'n'].map(key).sort());
  await client.del(found);
}

async function errors(client) {
  await client.set(key('text'), 'text');
  await assert.rejects(client.incr(key('text')), { message: 'ERR value is not an integer or out of range' });
  await assert.rejects(client.sendCommand(['NONSENSE']), /^Error: ERR unknown command|ErrorReply/);
  await assert.rejects(client.multi().incr(key('text')).set(key('text'), 'x').exec(), /1 commands failed|MultiErrorReply/);
  await client.del(key('text'));
  const stranger = make({ reconnectStrategy: false }, { password: 'wrong' });
  await assert.rejects(stranger.connect(), /WRONGPASS/);
  stranger.destroy();
  const nobody = make({ port: 1, reconnectStrategy: false });
  await assert.rejects(nobody.connect(), { code: 'ECONNREFUSED', port: 1, address: '127.0.0.1' });
}

async function publishing(client) {
  const subscriber = client.duplicate();
  subscriber.on('error', common.mustNotCall());
  await subscriber.connect();
  const { promise, resolve } = Promise.withResolvers();
  await subscriber.subscribe(key('news'), (message, channel) => resolve([channel, message]));
  assert.strictEqual(await client.publish(key('news'), 'hello'), 1);
  assert.deepStrictEqual(await promise, [key('news'), 'hello']);
  await subscriber.unsubscribe(key('news'));
  await subscriber.close();
}

async function lost() {
  const proxy = await proxyTo(SERVER_PORT);
  const client = make({ port: proxy.port, reconnectStrategy: 10 });
  await client.connect();
  const reconnecting = until(client, 'reconnecting');
  const ready = until(client, 'ready');
  const blocked = assert.rejects(client.blPop(key('never'), 60));
  proxy.cut();
  await blocked;
  await reconnecting;
  await ready;
  assert.strictEqual(await client.ping(), 'PONG');
  await client.close();
  proxy.close();
}

(async () => {
  const client = make();
  await client.connect();
  await commands(client);
  await errors(client);
  await publishing(client);
  await client.close();
  assert.strictEqual(client.isOpen, false);

  const local = make({ host: undefined, port: undefined, path: `${SERVER_DIR}/redis.sock` });
  await local.connect();
  assert.strictEqual(await local.echo('through a UNIX socket'), 'through a UNIX socket');
  await local.close();
  await lost();
})().then(common.mustCall());
