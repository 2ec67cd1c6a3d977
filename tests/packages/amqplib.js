'use strict';
// amqplib against RabbitMQ: queues, exchanges, confirms, acknowledgements,
// errors of channels and connections, a lost connection.
const common = require('../common');
const assert = require('node:assert');
const amqp = require('amqplib');
const { proxyTo } = require('./lib/proxy');
const { until } = require('./lib/until');

const { SERVER_PORT } = process.env;
const name = (what) => `gonet-${process.pid}-${what}`;
const url = (port, user = 'guest') => `amqp://${user}:guest@127.0.0.1:${port}`;

async function queue(connection) {
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(name('work'), { exclusive: true });
  await channel.prefetch(5);
  const bodies = Array.from({ length: 20 }, (_, i) => Buffer.alloc(i * 10000, `body ${i} `));
  for (const [i, body] of bodies.entries()) {
    channel.sendToQueue(name('work'), body, { headers: { i, deep: { list: [1, 'two'] } }, persistent: true });
  }
  await channel.waitForConfirms();

  const got = [];
  await new Promise((resolve) => channel.consume(name('work'), (message) => {
    got.push(message);
    channel.ack(message);
    if (got.length === bodies.length) resolve();
  }));
  for (const [i, { content, properties }] of got.entries()) {
    assert.ok(content.equals(bodies[i]));
    assert.deepStrictEqual(properties.headers, { i, deep: { list: [1, 'two'] } });
  }
  assert.strictEqual((await channel.checkQueue(name('work'))).messageCount, 0);
  await channel.close();
}

async function exchange(connection) {
  const channel = await connection.createChannel();
  await channel.assertExchange(name('topics'), 'topic', { autoDelete: true });
  const { queue: own } = await channel.assertQueue('', { exclusive: true });
  await channel.bindQueue(own, name('topics'), 'a.*');
  channel.publish(name('topics'), 'b.x', Buffer.from('not for us'));
  channel.publish(name('topics'), 'a.x', Buffer.from('gänse'), { contentType: 'text/plain', replyTo: 'me' });
  const message = await new Promise((resolve) => channel.consume(own, resolve, { noAck: true }));
  assert.deepStrictEqual([message.content.toString(), message.fields.routingKey, message.properties.replyTo],
                         ['gänse', 'a.x', 'me']);

  const returned = until(channel, 'return');
  channel.publish('', name('nowhere'), Buffer.from('back'), { mandatory: true });
  assert.strictEqual((await returned)[0].content.toString(), 'back');
  await channel.close();
}

async function errors(connection) {
  const channel = await connection.createChannel();
  const failed = until(channel, 'error');
  const closed = until(channel, 'close');
  await assert.rejects(channel.checkQueue(name('nowhere')), /404 \(NOT-FOUND\)|NOT_FOUND/);
  assert.strictEqual((await failed)[0].code, 404);
  await closed;
  assert.throws(() => channel.sendToQueue('x', Buffer.from('x')), { name: 'IllegalOperationError' });
  await assert.rejects(amqp.connect(url(SERVER_PORT, 'stranger')), /ACCESS_REFUSED|ACCESS-REFUSED/);
  await assert.rejects(amqp.connect(url(1)), { code: 'ECONNREFUSED' });
}

async function lost() {
  const proxy = await proxyTo(SERVER_PORT);
  const connection = await amqp.connect(url(proxy.port));
  const channel = await connection.createChannel();
  connection.on('error', () => {});
  const closed = [until(connection, 'close'), until(channel, 'close')];
  proxy.cut();
  await Promise.all(closed);
  assert.throws(() => channel.sendToQueue('x', Buffer.from('x')), { name: 'IllegalOperationError' });
  const again = await amqp.connect(url(proxy.port));
  await (await again.createChannel()).close();
  await again.close();
  proxy.close();
}

(async () => {
  const connection = await amqp.connect(url(SERVER_PORT));
  assert.strictEqual(connection.connection.serverProperties.product, 'RabbitMQ');
  await queue(connection);
  await exchange(connection);
  await errors(connection);
  const closed = until(connection, 'close');
  await connection.close();
  await closed;
  await lost();
})().then(common.mustCall());
