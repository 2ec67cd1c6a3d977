'use strict';
// A MongoDB server as far as one client needs it: collections kept in memory,
// cursors, equality in filters, $set, SCRAM-SHA-256.
const crypto = require('node:crypto');
const net = require('node:net');
const { once } = require('node:events');
const { BSON: { deserialize, serialize, Long } } = require('mongodb');

const opQuery = 2004, opReply = 1, opMsg = 2013;
const iterations = 4096;

const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();
const sha = (bytes) => crypto.createHash('sha256').update(bytes).digest();

class CommandError extends Error {
  constructor(code, codeName, message) {
    super(message);
    Object.assign(this, { code, codeName });
  }
}

class Server {
  #collections = new Map();
  #cursors = new Map();
  #sockets = new Set();
  #conversations = 0;
  authenticated = 0;
  cutting;

  constructor(user, password) {
    Object.assign(this, { user, password });
    this.server = net.createServer((socket) => this.#serve(socket));
  }

  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
    return this;
  }

  // cutNext loses the connection that the next such command comes on.
  cutNext(command) {
    this.cutting = command;
  }

  close() {
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => {});
    const session = {}; // of SASL
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const size = pending.readInt32LE(0);
        this.#message(socket, session, pending.subarray(0, size));
        pending = pending.subarray(size);
      }
    });
  }

  #message(socket, session, message) {
    const [id, op] = [message.readInt32LE(4), message.readInt32LE(12)];
    const head = Buffer.alloc(op === opQuery ? 36 : 21);
    const command = op === opQuery ?
      deserialize(message.subarray(message.indexOf(0, 20) + 9)) :
      sections(message.subarray(20));
    if (this.cutting !== undefined && this.cutting in command) {
      this.cutting = undefined;
      socket.destroy();
      return;
    }
    const body = serialize(this.#run(command, session));
    head.writeInt32LE(head.length + body.length, 0);
    head.writeInt32LE(id, 8);
    head.writeInt32LE(op === opQuery ? opReply : opMsg, 12);
    if (op === opQuery) head.writeInt32LE(1, 32); // documents in the reply
    socket.write(Buffer.concat([head, body]));
  }

  #run(command, session) {
    const [name] = Object.keys(command);
    try {
      if (typeof this[name] !== 'function') throw new CommandError(59, 'CommandNotFound', `no such command: '${name}'`);
      const open = ['hello', 'ismaster', 'isMaster', 'saslStart', 'saslContinue', 'endSessions'].includes(name);
      if (!open && !session.done) throw new CommandError(13, 'Unauthorized', `command ${name} requires authentication`);
      return { ...this[name](command, session), ok: 1 };
    } catch (err) {
      return { ok: 0, errmsg: err.message, code: err.code ?? 8, codeName: err.codeName ?? 'UnknownError' };
    }
  }

  hello() {
    return {
      helloOk: true, isWritablePrimary: true, ismaster: true, maxBsonObjectSize: 16 << 20, maxMessageSizeBytes: 48000000,
      maxWriteBatchSize: 100000, localTime: new Date(), minWireVersion: 0, maxWireVersion: 21, readOnly: false,
      saslSupportedMechs: ['SCRAM-SHA-256'], logicalSessionTimeoutMinutes: 30,
    };
  }
  ismaster() { return this.hello(); }
  isMaster() { return this.hello(); }
  ping() { return {}; }
  endSessions() { return {}; }

  // RFC 5802, the server's part.
  saslStart({ payload }, session) {
    const first = payload.toString().slice('n,,'.length);
    const nonce = /r=([^,]+)/.exec(first)[1] + crypto.randomBytes(18).toString('base64');
    session.salt = crypto.randomBytes(16);
    const server = `r=${nonce},s=${session.salt.toString('base64')},i=${iterations}`;
    Object.assign(session, { nonce, name: /n=([^,]+)/.exec(first)[1], text: `${first},${server}` });
    return { conversationId: ++this.#conversations, done: false, payload: Buffer.from(server) };
  }

  saslContinue({ payload }, session) {
    const [, withoutProof, proof] = /^(.*),p=(.*)$/.exec(payload.toString());
    const salted = crypto.pbkdf2Sync(this.password, session.salt, iterations, 32, 'sha256');
    const text = `${session.text},${withoutProof}`;
    const clientKey = hmac(salted, 'Client Key');
    const signature = hmac(sha(clientKey), text);
    const wanted = Buffer.from(clientKey.map((byte, i) => byte ^ signature[i]));
    if (session.name !== this.user || !crypto.timingSafeEqual(wanted, Buffer.from(proof, 'base64'))) {
      throw new CommandError(18, 'AuthenticationFailed', 'Authentication failed.');
    }
    session.done = true;
    this.authenticated++;
    const answer = `v=${hmac(hmac(salted, 'Server Key'), text).toString('base64')}`;
    return { conversationId: this.#conversations, done: true, payload: Buffer.from(answer) };
  }

  #documents(name) {
    if (!this.#collections.has(name)) this.#collections.set(name, []);
    return this.#collections.get(name);
  }

  insert({ insert, documents }) {
    const all = this.#documents(insert);
    const writeErrors = [];
    for (const [index, document] of documents.entries()) {
      if (all.some((d) => same(d._id, document._id))) {
        writeErrors.push({ index, code: 11000, errmsg: 'E11000 duplicate key error' });
        break;
      }
      all.push(document);
    }
    return { n: documents.length - writeErrors.length, ...(writeErrors.length && { writeErrors }) };
  }

  find({ find, filter = {}, sort, limit = 0, batchSize = 101, $db }) {
    let found = this.#documents(find).filter((d) => matches(d, filter));
    for (const [key, direction] of Object.entries(sort ?? {})) {
      found = found.toSorted((a, b) => direction * (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0));
    }
    if (limit) found = found.slice(0, Math.abs(limit));
    const id = Long.fromNumber(this.#cursors.size + 1);
    const firstBatch = found.splice(0, batchSize);
    if (found.length) this.#cursors.set(Number(id), found);
    return { cursor: { id: found.length ? id : Long.ZERO, ns: `${$db}.${find}`, firstBatch } };
  }

  getMore({ getMore, collection, batchSize = 101, $db }) {
    const rest = this.#cursors.get(Number(getMore));
    if (!rest) throw new CommandError(43, 'CursorNotFound', `cursor id ${getMore} not found`);
    const nextBatch = rest.splice(0, batchSize);
    return { cursor: { id: rest.length ? Long.fromNumber(Number(getMore)) : Long.ZERO, ns: `${$db}.${collection}`, nextBatch } };
  }

  killCursors({ cursors }) {
    for (const id of cursors) this.#cursors.delete(Number(id));
    return { cursorsKilled: cursors };
  }

  update({ update, updates }) {
    let n = 0;
    for (const { q, u: { $set }, multi } of updates) {
      const found = this.#documents(update).filter((d) => matches(d, q)).slice(0, multi ? Infinity : 1);
      for (const document of found) Object.assign(document, $set);
      n += found.length;
    }
    return { n, nModified: n };
  }

  delete({ delete: name, deletes }) {
    const all = this.#documents(name);
    const before = all.length;
    for (const { q, limit } of deletes) {
      const gone = all.filter((d) => matches(d, q)).slice(0, limit || Infinity);
      for (const document of gone) all.splice(all.indexOf(document), 1);
    }
    return { n: before - all.length };
  }
}

// sections puts the parts of an OP_MSG together: the command, and lists of
// documents that belong to it.
function sections(bytes) {
  let command = {};
  for (let at = 0; at < bytes.length;) {
    const kind = bytes[at++];
    const size = bytes.readInt32LE(at);
    const part = bytes.subarray(at, at + size);
    at += size;
    if (kind === 0) {
      command = { ...deserialize(part), ...command };
      continue;
    }
    const end = part.indexOf(0, 4);
    const list = command[part.toString('utf8', 4, end)] = [];
    for (let i = end + 1; i < part.length; i += part.readInt32LE(i)) {
      list.push(deserialize(part.subarray(i, i + part.readInt32LE(i))));
    }
  }
  return command;
}

function same(a, b) {
  return a?.equals ? a.equals(b) : a === b;
}

function matches(document, filter) {
  return Object.entries(filter).every(([key, value]) => same(document[key], value));
}

exports.startMongo = (user, password) => new Server(user, password).listen();
