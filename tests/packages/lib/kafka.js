'use strict';
// A Kafka broker as far as one client needs it: topics of one partition kept in
// memory, groups of one member, SASL's PLAIN. It speaks the lowest version of
// each request that carries record batches.
const net = require('node:net');
const { once } = require('node:events');

const keys = {
  produce: 0, fetch: 1, listOffsets: 2, metadata: 3, offsetCommit: 8, offsetFetch: 9, findCoordinator: 10, joinGroup: 11,
  heartbeat: 12, leaveGroup: 13, syncGroup: 14, saslHandshake: 17, apiVersions: 18, createTopics: 19, saslAuthenticate: 36,
};
const versions = { produce: 3, fetch: 4, listOffsets: 1, metadata: 1, offsetCommit: 2, offsetFetch: 1, saslHandshake: 1 };
const versionOf = (name) => versions[name] ?? 0;
const errors = { unknownTopic: 3, unsupportedVersion: 35, topicExists: 36, saslFailed: 58 };

class Reader {
  constructor(buffer) { this.buffer = buffer; this.at = 0; }
  int(size) { this.at += size; return this.buffer.readIntBE(this.at - size, size); }
  int8() { return this.int(1); }
  int16() { return this.int(2); }
  int32() { return this.int(4); }
  int64() { this.at += 8; return this.buffer.readBigInt64BE(this.at - 8); }
  raw(length) { return length < 0 ? null : this.buffer.subarray(this.at, this.at += length); }
  bytes() { return this.raw(this.int32()); }
  string() { const length = this.int16(); return length < 0 ? null : this.raw(length).toString(); }
  array(read) { return Array.from({ length: Math.max(this.int32(), 0) }, () => read(this)); }
}

class Writer {
  #parts = [];
  #int(size, value) { const b = Buffer.alloc(size); b.writeIntBE(value, 0, size); this.#parts.push(b); return this; }
  int8(value) { return this.#int(1, value); }
  int16(value) { return this.#int(2, value); }
  int32(value) { return this.#int(4, value); }
  int64(value) { const b = Buffer.alloc(8); b.writeBigInt64BE(BigInt(value)); this.#parts.push(b); return this; }
  bytes(value) { this.int32(value.length); this.#parts.push(value); return this; }
  string(value) {
    if (value === null) return this.int16(-1);
    const b = Buffer.from(value);
    this.int16(b.length).#parts.push(b);
    return this;
  }
  array(list, write) { this.int32(list.length); for (const item of list) write(this, item); return this; }
  end() { return Buffer.concat(this.#parts); }
}

class Broker {
  topics = new Map(); // name -> { batches: [{ base, next, bytes }], next }
  committed = new Map(); // group and topic -> offset
  #sockets = new Set();

  constructor(password) {
    this.password = password;
    this.server = net.createServer((socket) => this.#serve(socket));
  }

  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
    return this;
  }

  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  close() {
    this.server.close();
    this.cut();
  }

  async #serve(socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => {});
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readInt32BE(0)) {
        const size = pending.readInt32BE(0);
        this.#request(socket, new Reader(pending.subarray(4, 4 + size)));
        pending = pending.subarray(4 + size);
      }
    });
  }

  #request(socket, r) {
    const [key, version, correlation] = [r.int16(), r.int16(), r.int32()];
    r.string(); // the client's name
    const name = Object.keys(keys).find((n) => keys[n] === key);
    const w = new Writer().int32(correlation);
    if (name !== 'apiVersions' && version > versionOf(name)) throw new Error(`${name} of version ${version}`);
    this[name](r, w, version);
    const reply = w.end();
    socket.write(Buffer.concat([new Writer().int32(reply.length).end(), reply]));
  }

  apiVersions(r, w, version) {
    w.int16(version > 0 ? errors.unsupportedVersion : 0)
      .array(Object.keys(keys), (_, name) => w.int16(keys[name]).int16(0).int16(versionOf(name)));
  }

  saslHandshake(r, w) {
    w.int16(r.string() === 'PLAIN' ? 0 : 33).array(['PLAIN'], (_, name) => w.string(name));
  }

  saslAuthenticate(r, w) {
    const [, , password] = r.bytes().toString().split('\0');
    const ok = password === this.password;
    w.int16(ok ? 0 : errors.saslFailed).string(ok ? null : 'Authentication failed').bytes(Buffer.alloc(0));
  }

  metadata(r, w) {
    const wanted = r.array(() => r.string());
    w.array([0], () => w.int32(1).string('127.0.0.1').int32(this.port).string(null)).int32(1)
      .array(wanted.length ? wanted : [...this.topics.keys()], (_, topic) => {
        const known = this.topics.has(topic);
        w.int16(known ? 0 : errors.unknownTopic).string(topic).int8(0).array(known ? [0] : [], () => {
          w.int16(0).int32(0).int32(1).array([1], () => w.int32(1)).array([1], () => w.int32(1));
        });
      });
  }

  createTopics(r, w) {
    const names = r.array(() => {
      const name = r.string();
      r.int32(), r.int16();
      r.array(() => [r.int32(), r.array(() => r.int32())]);
      r.array(() => [r.string(), r.string()]);
      return name;
    });
    w.array(names, (_, name) => {
      w.string(name).int16(this.topics.has(name) ? errors.topicExists : 0);
      if (!this.topics.has(name)) this.topics.set(name, { batches: [], next: 0 });
    });
  }

  // topicsOf answers requests that ask for something of each partition.
  #topicsOf(r, w, read, write) {
    const topics = r.array(() => [r.string(), r.array(() => [r.int32(), read()])]);
    w.array(topics, (_, [topic, partitions]) => {
      w.string(topic).array(partitions, (_, [partition, value]) => {
        w.int32(partition);
        write(this.topics.get(topic), value, topic);
      });
    });
  }

  produce(r, w) {
    r.string(), r.int16(), r.int32();
    this.#topicsOf(r, w, () => r.bytes(), (log, batch) => {
      const bytes = Buffer.from(batch);
      const base = log.next;
      bytes.writeBigInt64BE(BigInt(base), 0); // the checksum leaves it out
      log.next = base + bytes.readInt32BE(23) + 1;
      log.batches.push({ next: log.next, bytes });
      w.int16(0).int64(base).int64(-1);
    });
    w.int32(0);
  }

  fetch(r, w) {
    r.int32(), r.int32(), r.int32(), r.int32(), r.int8();
    w.int32(0);
    this.#topicsOf(r, w, () => [Number(r.int64()), r.int32()][0], (log, offset) => {
      const batches = log.batches.filter(({ next }) => next > offset).map(({ bytes }) => bytes);
      w.int16(0).int64(log.next).int64(log.next).array([]).bytes(Buffer.concat(batches));
    });
  }

  listOffsets(r, w) {
    r.int32();
    this.#topicsOf(r, w, () => r.int64(), (log, timestamp) => w.int16(0).int64(-1).int64(timestamp === -2n ? 0 : log.next));
  }

  findCoordinator(r, w) {
    w.int16(0).int32(1).string('127.0.0.1').int32(this.port);
  }

  joinGroup(r, w) {
    r.string(), r.int32(), r.string(), r.string();
    const [[protocol, metadata]] = r.array(() => [r.string(), r.bytes()]);
    w.int16(0).int32(1).string(protocol).string('member').string('member')
      .array([0], () => w.string('member').bytes(metadata));
  }

  syncGroup(r, w) {
    r.string(), r.int32(), r.string();
    const [[, assignment]] = r.array(() => [r.string(), r.bytes()]);
    w.int16(0).bytes(assignment);
  }

  heartbeat(r, w) {
    w.int16(0);
  }

  leaveGroup(r, w) {
    w.int16(0);
  }

  offsetCommit(r, w) {
    const group = r.string();
    r.int32(), r.string(), r.int64();
    this.#topicsOf(r, w, () => [r.int64(), r.string()][0], (log, offset, topic) => {
      this.committed.set(`${group} ${topic}`, offset);
      w.int16(0);
    });
  }

  offsetFetch(r, w) {
    const group = r.string();
    this.#topicsOf(r, w, () => {}, (log, _, topic) => w.int64(this.committed.get(`${group} ${topic}`) ?? -1n).string('').int16(0));
  }
}

exports.startBroker = (password) => new Broker(password).listen();
