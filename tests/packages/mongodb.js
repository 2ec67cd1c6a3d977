'use strict';
// mongodb against a server of ours: SCRAM, all kinds of values, cursors, a
// pool, errors, lost connections.
const common = require('../common');
const assert = require('node:assert');
const { MongoClient, ObjectId, Long, Decimal128, Binary } = require('mongodb');
const { startMongo } = require('./lib/mongo');

const url = (port, password = 'secret') => `mongodb://gonet:${password}@127.0.0.1:${port}/?authSource=admin`;

async function values(collection) {
  const document = {
    _id: new ObjectId(), text: 'gänse', int: 1, double: 1.5, big: Long.fromString('9007199254740993'),
    decimal: Decimal128.fromString('1.10'), at: new Date(1e12), bytes: new Binary(Buffer.from([0, 255])), nothing: null,
    list: [1, 'two', { three: 3 }], pattern: /a+/i,
  };
  assert.ok((await collection.insertOne(document)).insertedId.equals(document._id));
  const read = await collection.findOne({ _id: document._id }, { promoteLongs: false });
  assert.deepStrictEqual(Object.keys(read), Object.keys(document));
  assert.ok(read.big.equals(document.big));
  assert.deepStrictEqual([read.text, Number(read.int), read.double, read.at, read.pattern],
                         ['gänse', 1, 1.5, document.at, /a+/i]);
  assert.strictEqual(read.decimal.toString(), '1.10');
  assert.ok(Buffer.from(read.bytes.buffer).equals(Buffer.from([0, 255])));
  assert.strictEqual((await collection.updateOne({ _id: document._id }, { $set: { text: 'other' } })).modifiedCount, 1);
  assert.strictEqual((await collection.deleteOne({ text: 'other' })).deletedCount, 1);
}

async function cursors(collection) {
  const documents = Array.from({ length: 300 }, (_, i) => ({ _id: i, even: i % 2 === 0, body: 'x'.repeat(1000) }));
  assert.strictEqual((await collection.insertMany(documents)).insertedCount, 300);
  const seen = [];
  for await (const { _id } of collection.find({ even: true }).sort({ _id: -1 }).batchSize(50)) seen.push(_id);
  assert.deepStrictEqual(seen, Array.from({ length: 150 }, (_, i) => 298 - 2 * i));
  const streamed = await collection.find().stream({ transform: ({ _id }) => ({ _id }) }).toArray();
  assert.strictEqual(streamed.length, 300);
  const some = await Promise.all(Array.from({ length: 50 }, (_, _id) => collection.findOne({ _id })));
  assert.deepStrictEqual(some.map(({ _id }) => _id), Array.from({ length: 50 }, (_, i) => i));
}

async function errors(client, collection) {
  await assert.rejects(collection.insertOne({ _id: 1 }), { name: 'MongoServerError', code: 11000 });
  await assert.rejects(client.db().command({ fly: 1 }), { code: 59, codeName: 'CommandNotFound' });
  assert.throws(() => new MongoClient('http://127.0.0.1'), { name: 'MongoParseError' });
}

(async () => {
  const server = await startMongo('gonet', 'secret');
  const client = new MongoClient(url(server.port), { maxPoolSize: 5, appName: 'gonet' });
  await client.connect();
  const collection = client.db('test').collection('items');
  await values(collection);
  await cursors(collection);
  await errors(client, collection);

  // A read is tried again on a new connection.
  const before = server.authenticated;
  server.cutNext('find');
  assert.strictEqual((await collection.findOne({ _id: 7 }))._id, 7);
  assert.ok(server.authenticated > before);
  await client.close();

  const stranger = new MongoClient(url(server.port, 'wrong'));
  await assert.rejects(stranger.connect(), { name: 'MongoServerError', code: 18 });
  await stranger.close();
  server.close();

  const nobody = new MongoClient(url(1), { serverSelectionTimeoutMS: 100 });
  await assert.rejects(nobody.connect(), { name: 'MongoServerSelectionError', message: 'connect ECONNREFUSED 127.0.0.1:1' });
  await nobody.close();
})().then(common.mustCall());
