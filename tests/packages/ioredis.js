'use strict';
// ioredis against Redis: pipelines, transactions, scripts, streams of keys,
// publish and subscribe, errors, reconnection with commands in the queue.
const common = require('../common');
const assert = require('node:assert');
const Redis = require('ioredis');
const { proxyTo } = require('./lib/proxy');
const { until } = require('./lib/until');

const { SERVER_PORT, SERVER_PASSWORD: password } = process.env;
const key = (name) => `ioredis:${process.pid}:${name}`;
const make = (options) => new Redis({ host: '127.0.0.1', port: +SERVER_PORT, password, ...options });

async function commands(redis) {
  await redis.set(key('a'), 'gänse');
  assert.strictEqual(await redis.get(key('a')), 'gänse');
  assert.deepStrictEqual(await redis.getBuffer(key('a')), Buffer.from('gänse'));

  const pipeline = redis.pipeline();
  for (let i = 0; i < 1000; i++) pipeline.incr(key('n'));
  pipeline.incr(key('a'));
  const results = await pipeline.exec();
  assert.deepStrictEqual(results[999], [null, 1000]);
  assert.match(results[1000][0].message, /not an integer/);

  assert.deepStrictEqual(await redis.multi().set(key('m'), 1).incr(key('m')).exec(), [[null, 'OK'], [null, 2]]);
  redis.defineCommand('twice', { numberOfKeys: 1, lua: 'return redis.call("incrby", KEYS[1], ARGV[1] * 2)' });
  assert.strictEqual(await redis.twice(key('m'), 5), 12);

  const found = [];
  for await (const keys of redis.scanStream({ match: key('*') })) found.push(...keys);
  assert.deepStrictEqual([...new Set(found)].sort(), ['a', 'm', 'n'].map(key));
  await redis.del(found);
  await assert.rejects(redis.call('NONSENSE'), { name: 'ReplyError' });
}

async function publishing(redis) {
  const subscriber = redis.duplicate();
  assert.strictEqual(await subscriber.psubscribe(key('news:*')), 1);
  const told = until(subscriber, 'pmessage');
  await redis.publish(key('news:today'), 'hello');
  assert.deepStrictEqual(await told, [key('news:*'), key('news:today'), 'hello']);
  subscriber.disconnect();
  await until(subscriber, 'end');
}

async function strangers() {
  const stranger = make({ password: 'wrong', lazyConnect: true, retryStrategy: null });
  const [, [error]] = await Promise.all([assert.rejects(stranger.connect()), until(stranger, 'error')]);
  assert.match(error.message, /WRONGPASS/);
  stranger.disconnect();

  const nobody = make({ port: 1, lazyConnect: true, retryStrategy: null });
  const refused = until(nobody, 'error');
  await assert.rejects(nobody.connect(), { message: 'Connection is closed.' });
  assert.strictEqual((await refused)[0].code, 'ECONNREFUSED');
}

async function lost() {
  const proxy = await proxyTo(SERVER_PORT);
  const redis = make({ port: proxy.port, retryStrategy: () => 10 });
  redis.on('error', () => {});
  await redis.ping();
  const again = until(redis, 'ready');
  const waiting = redis.blpop(key('list'), 0); // sent again on the new connection
  proxy.cut();
  await again;
  const other = make();
  await other.rpush(key('list'), 'found');
  assert.deepStrictEqual(await waiting, [key('list'), 'found']);
  await Promise.all([redis.quit(), other.quit()]);
  proxy.close();
}

(async () => {
  const redis = make();
  await commands(redis);
  await publishing(redis);
  assert.strictEqual(await redis.quit(), 'OK');
  await strangers();
  await lost();
})().then(common.mustCall());
