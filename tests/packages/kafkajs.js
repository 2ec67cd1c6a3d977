'use strict';
// kafkajs against a broker of ours: topics, batches with headers and gzip, a
// consumer group, errors, lost connections.
const common = require('../common');
const assert = require('node:assert');
const { Kafka, CompressionTypes, logLevel } = require('kafkajs');
const { startBroker } = require('./lib/kafka');

const password = 'secret';
const topic = 'news';

function client(port, extra) {
  return new Kafka({
    clientId: 'gonet', brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING, connectionTimeout: 30000,
    sasl: { mechanism: 'plain', username: 'gonet', password }, retry: { initialRetryTime: 20, retries: 5 }, ...extra,
  });
}

async function administration(kafka) {
  const admin = kafka.admin();
  await admin.connect();
  assert.strictEqual(await admin.createTopics({ topics: [{ topic }], waitForLeaders: true }), true);
  assert.strictEqual(await admin.createTopics({ topics: [{ topic }] }), false); // it is there
  assert.deepStrictEqual(await admin.listTopics(), [topic]);
  await assert.rejects(admin.fetchTopicMetadata({ topics: ['nowhere'] }), { type: 'UNKNOWN_TOPIC_OR_PARTITION' });
  await admin.disconnect();
}

async function produce(kafka, broker) {
  const producer = kafka.producer();
  await producer.connect();
  const [{ baseOffset, errorCode }] = await producer.send({
    topic, messages: [{ key: 'k', value: 'gänse', headers: { h: 'v' } }, { value: null }],
  });
  assert.deepStrictEqual([baseOffset, errorCode], ['0', 0]);
  const messages = Array.from({ length: 500 }, (_, i) => ({ value: `message ${i}` }));
  assert.strictEqual((await producer.send({ topic, messages, compression: CompressionTypes.GZIP }))[0].baseOffset, '2');

  // The producer connects again.
  const disconnected = new Promise((resolve) => producer.on(producer.events.DISCONNECT, resolve));
  broker.cut();
  assert.strictEqual((await producer.send({ topic, messages: [{ value: 'after' }] }))[0].baseOffset, '502');
  await producer.disconnect();
  await disconnected;
}

async function consume(kafka, broker) {
  const consumer = kafka.consumer({ groupId: 'readers', maxWaitTimeInMs: 20 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const got = [];
  await new Promise((resolve) => consumer.run({
    async eachMessage({ message }) {
      got.push(message);
      if (got.length === 503) resolve();
    },
  }));
  const [first, second, third] = got;
  assert.deepStrictEqual([first.key.toString(), first.value.toString(), first.headers.h.toString()], ['k', 'gänse', 'v']);
  assert.strictEqual(second.value, null);
  assert.strictEqual(third.value.toString(), 'message 0');
  assert.strictEqual(got[502].value.toString(), 'after');
  await consumer.disconnect();
  assert.strictEqual(broker.committed.get(`readers ${topic}`), 503n);
}

(async () => {
  const broker = await startBroker(password);
  const kafka = client(broker.port);
  await administration(kafka);
  await produce(kafka, broker);
  await consume(kafka, broker);

  const stranger = client(broker.port, { sasl: { mechanism: 'plain', username: 'gonet', password: 'wrong' } }).producer();
  await assert.rejects(stranger.connect(), { name: 'KafkaJSSASLAuthenticationError' });
  const nobody = client(1, { retry: { retries: 0 } }).producer();
  await assert.rejects(nobody.connect(), { name: /KafkaJSNumberOfRetriesExceeded|KafkaJSConnectionError/, message: /ECONNREFUSED/ });
  broker.close();
})().then(common.mustCall());
