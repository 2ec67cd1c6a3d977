'use strict';
// nats against nats-server: publish and subscribe, requests, queue groups,
// headers, JetStream, errors, reconnection.
const common = require('../common');
const assert = require('node:assert');
const { connect, headers, JSONCodec, StringCodec, Events } = require('nats');
const { proxyTo } = require('./lib/proxy');

const { SERVER_PORT, SERVER_PASSWORD: pass } = process.env;
const subject = (name) => `gonet.${process.pid}.${name}`;
const text = StringCodec();
const options = { servers: `127.0.0.1:${SERVER_PORT}`, user: 'gonet', pass, reconnectTimeWait: 10, maxReconnectAttempts: -1 };

async function messages(nc) {
  const subscription = nc.subscribe(subject('news.*'), { max: 100 });
  const got = (async () => {
    const list = [];
    for await (const message of subscription) list.push(text.decode(message.data));
    return list;
  })();
  for (let i = 0; i < 100; i++) nc.publish(subject(`news.${i}`), text.encode(`gänse ${i}`));
  assert.deepStrictEqual(await got, Array.from({ length: 100 }, (_, i) => `gänse ${i}`));

  const { encode, decode } = JSONCodec();
  nc.subscribe(subject('add'), {
    queue: 'workers', max: 1,
    callback(err, message) {
      assert.ifError(err);
      const h = headers();
      h.set('sum', 'yes');
      const { a, b } = decode(message.data);
      message.respond(encode(a + b), { headers: h });
    },
  });
  const answer = await nc.request(subject('add'), encode({ a: 1, b: 2 }), { timeout: 30000 });
  assert.deepStrictEqual([decode(answer.data), answer.headers.get('sum')], [3, 'yes']);
  await assert.rejects(nc.request(subject('nobody')), { code: '503' });
  assert.throws(() => nc.publish(''), { code: 'BAD_SUBJECT' });
}

async function jetStream(nc) {
  const manager = await nc.jetstreamManager();
  const stream = `gonet-${process.pid}`;
  await manager.streams.add({ name: stream, subjects: [subject('log')], storage: 'memory' });
  const js = nc.jetstream();
  for (let i = 1; i <= 3; i++) {
    assert.strictEqual((await js.publish(subject('log'), text.encode(`line ${i}`))).seq, i);
  }
  await manager.consumers.add(stream, { durable_name: 'reader', ack_policy: 'explicit' });
  const consumer = await js.consumers.get(stream, 'reader');
  const lines = [];
  for await (const message of await consumer.fetch({ max_messages: 3, expires: 30000 })) {
    lines.push(message.string());
    await message.ackAck();
  }
  assert.deepStrictEqual(lines, ['line 1', 'line 2', 'line 3']);
  await manager.streams.delete(stream);
}

async function lost() {
  await assert.rejects(connect({ ...options, pass: 'wrong' }), { code: 'AUTHORIZATION_VIOLATION' });
  await assert.rejects(connect({ ...options, servers: '127.0.0.1:1', reconnect: false, maxReconnectAttempts: 0 }),
                       { code: 'CONNECTION_REFUSED' });

  const proxy = await proxyTo(SERVER_PORT);
  const nc = await connect({ ...options, servers: `127.0.0.1:${proxy.port}` });
  const statuses = nc.status()[Symbol.asyncIterator]();
  const subscription = nc.subscribe(subject('after'), { max: 1 })[Symbol.asyncIterator]();
  await nc.flush();
  proxy.cut();
  for (;;) {
    const { value } = await statuses.next();
    if (value.type === Events.Reconnect) break;
  }
  await nc.flush(); // the subscription was sent again
  nc.publish(subject('after'), text.encode('still here'));
  assert.strictEqual(text.decode((await subscription.next()).value.data), 'still here');
  await nc.close();
  proxy.close();
}

(async () => {
  const nc = await connect(options);
  await messages(nc);
  await jetStream(nc);
  const closed = nc.closed();
  await nc.drain();
  assert.strictEqual(await closed, undefined);
  await lost();
})().then(common.mustCall());
