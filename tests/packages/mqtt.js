'use strict';
// mqtt against Mosquitto: versions 4 and 5, all qualities of service, retained
// messages, wills, errors, reconnection.
const common = require('../common');
const assert = require('node:assert');
const mqtt = require('mqtt');
const { proxyTo } = require('./lib/proxy');
const { until } = require('./lib/until');

const { SERVER_PORT, SERVER_PASSWORD: password } = process.env;
const topic = (name) => `gonet/${process.pid}/${name}`;
const url = (port) => `mqtt://127.0.0.1:${port}`;
const options = { username: 'gonet', password, reconnectPeriod: 10 };

async function messages(protocolVersion) {
  const client = await mqtt.connectAsync(url(SERVER_PORT), { ...options, protocolVersion });
  const granted = await client.subscribeAsync(topic('+'), { qos: 2 });
  assert.deepStrictEqual(granted.map((g) => [g.topic, g.qos]), [[topic('+'), 2]]);
  for (const qos of [0, 1, 2]) {
    const arrived = until(client, 'message');
    const body = Buffer.alloc(100000, `quality ${qos} `);
    await client.publishAsync(topic(`q${qos}`), body, { qos });
    const [name, payload, packet] = await arrived;
    assert.deepStrictEqual([name, packet.qos, packet.retain], [topic(`q${qos}`), qos, false]);
    assert.ok(payload.equals(body));
  }
  await client.unsubscribeAsync(topic('+'));

  await client.publishAsync(topic('kept'), 'gänse', { retain: true, qos: 1 });
  const kept = until(client, 'message');
  await client.subscribeAsync(topic('kept'));
  const [, payload, packet] = await kept;
  assert.deepStrictEqual([payload.toString(), packet.retain], ['gänse', true]);
  await client.publishAsync(topic('kept'), '', { retain: true, qos: 1 });
  await client.endAsync();
  assert.strictEqual(client.connected, false);
}

async function errors() {
  const stranger = mqtt.connect(url(SERVER_PORT), { ...options, password: 'wrong', reconnectPeriod: 0 });
  const [error] = await until(stranger, 'error');
  assert.deepStrictEqual([error.code, error.message], [5, 'Connection refused: Not authorized']);
  await stranger.endAsync(true);

  const nobody = mqtt.connect(url(1), { ...options, reconnectPeriod: 0 });
  assert.strictEqual((await until(nobody, 'error'))[0].code, 'ECONNREFUSED');
  await nobody.endAsync(true);
}

async function lost() {
  const proxy = await proxyTo(SERVER_PORT);
  const watcher = await mqtt.connectAsync(url(SERVER_PORT), options);
  await watcher.subscribeAsync(topic('will'), { qos: 1 });
  const client = await mqtt.connectAsync(url(proxy.port), {
    ...options, clientId: `gonet-${process.pid}`, clean: false, will: { topic: topic('will'), payload: 'gone', qos: 1 },
  });
  client.on('error', () => {});
  await client.subscribeAsync(topic('news'), { qos: 1 });

  // The broker keeps the subscription and publishes the will; the client
  // comes back, and gets what was published in between.
  const will = until(watcher, 'message');
  const closed = until(client, 'close');
  const news = until(client, 'message');
  proxy.cut();
  await closed;
  assert.strictEqual((await will)[1].toString(), 'gone');
  await watcher.publishAsync(topic('news'), 'meanwhile', { qos: 1 });
  assert.strictEqual((await news)[1].toString(), 'meanwhile');
  await client.unsubscribeAsync(topic('news'));
  await Promise.all([client.endAsync(), watcher.endAsync()]);
  proxy.close();
}

(async () => {
  await messages(4);
  await messages(5);
  await errors();
  await lost();
})().then(common.mustCall());
