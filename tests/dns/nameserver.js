'use strict';
// A name server on the loopback address for the tests of this folder, over UDP
// and TCP on one port.

const dgram = require('node:dgram');
const net = require('node:net');

const types = {
  A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52, ANY: 255, CAA: 257,
};

function u16(...numbers) {
  const b = Buffer.alloc(2 * numbers.length);
  numbers.forEach((n, i) => b.writeUInt16BE(n, 2 * i));
  return b;
}

function u32(...numbers) {
  const b = Buffer.alloc(4 * numbers.length);
  numbers.forEach((n, i) => b.writeUInt32BE(n, 4 * i));
  return b;
}

// string encodes a character string: its length, then its bytes.
function string(s) {
  const bytes = Buffer.from(s);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

// name encodes a domain name; an array is taken for its labels.
function name(n) {
  const labels = Array.isArray(n) ? n : n.split('.').filter((label) => label !== '');
  return Buffer.concat([...labels.map(string), Buffer.from([0])]);
}

function ipv6(address) {
  const [head, tail] = address.split('::');
  const groups = (s) => (s ? s.split(':').map((g) => parseInt(g, 16)) : []);
  const before = groups(head);
  const after = groups(tail);
  return u16(...before, ...Array(8 - before.length - after.length).fill(0), ...after);
}

// record makes a record of an answer; data is its bytes.
function record(owner, type, data, { ttl = 60, klass = 1 } = {}) {
  return Buffer.concat([name(owner), u16(types[type] ?? type, klass), u32(ttl), u16(data.length), data]);
}

const data = {
  A: (address) => Buffer.from(address.split('.').map(Number)),
  AAAA: ipv6,
  CNAME: name,
  NS: name,
  PTR: name,
  MX: (priority, exchange) => Buffer.concat([u16(priority), name(exchange)]),
  TXT: (...strings) => Buffer.concat(strings.map(string)),
  SRV: (priority, weight, port, target) => Buffer.concat([u16(priority, weight, port), name(target)]),
  NAPTR: (order, preference, flags, service, regexp, replacement) =>
    Buffer.concat([u16(order, preference), string(flags), string(service), string(regexp), name(replacement)]),
  SOA: (nsname, hostmaster, ...numbers) => Buffer.concat([name(nsname), name(hostmaster), u32(...numbers)]),
  TLSA: (usage, selector, match, bytes) => Buffer.concat([Buffer.from([usage, selector, match]), Buffer.from(bytes)]),
  CAA: (flags, tag, value) => Buffer.concat([Buffer.from([flags]), string(tag), Buffer.from(value)]),
};

// rr makes a record of a known type from what data[type] takes.
function rr(owner, type, ...values) {
  return record(owner, type, data[type](...values));
}

function parseQuestion(message) {
  const labels = [];
  let offset = 12;
  while (message[offset] !== 0) {
    labels.push(message.toString('latin1', offset + 1, offset + 1 + message[offset]));
    offset += message[offset] + 1;
  }
  const type = message.readUInt16BE(offset + 1);
  const known = Object.keys(types).find((key) => types[key] === type);
  return { id: message.readUInt16BE(0), name: labels.join('.'), type: known ?? type, bytes: message.subarray(12, offset + 5) };
}

// reply makes an answer to a question.
function reply(question, { answers = [], rcode = 0, truncated = false, count = answers.length, additional = [] } = {}) {
  const flags = 0x8180 | (truncated ? 0x0200 : 0) | rcode;
  return Buffer.concat([u16(question.id, flags, 1, count, 0, additional.length), question.bytes, ...answers, ...additional]);
}

// start calls listener with a server that answers what answer(question) makes:
// the options of reply, a Buffer, or nothing.
function start(answer, listener, address = '127.0.0.1') {
  const server = { address, questions: [], close };
  const udp = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const connections = new Set();
  function respond(message, transport, peer) {
    const question = { ...parseQuestion(message), transport, peer };
    server.questions.push(question);
    const made = answer(question);
    return made === undefined || Buffer.isBuffer(made) ? made : reply(question, made);
  }
  function close() {
    udp.close();
    tcp.close();
    for (const c of connections) c.destroy();
  }
  udp.on('message', (message, peer) => {
    const response = respond(message, 'udp', peer);
    if (response) udp.send(response, peer.port, peer.address);
  });
  const tcp = net.createServer((connection) => {
    connections.add(connection);
    let buffered = Buffer.alloc(0);
    connection.on('error', () => {});
    connection.on('data', (chunk) => {
      buffered = Buffer.concat([buffered, chunk]);
      while (buffered.length > 2 && buffered.length >= 2 + buffered.readUInt16BE(0)) {
        const end = 2 + buffered.readUInt16BE(0);
        const response = respond(buffered.subarray(2, end), 'tcp', connection.address());
        buffered = buffered.subarray(end);
        if (response) connection.write(Buffer.concat([u16(response.length), response]));
      }
    });
  });
  // A port that is free for TCP may not be for UDP.
  tcp.listen(0, address, function tryPort() {
    server.port = tcp.address().port;
    server.url = address.includes(':') ? `[${address}]:${server.port}` : `${address}:${server.port}`;
    udp.once('error', () => tcp.close(() => tcp.listen(0, address, tryPort)));
    udp.bind(server.port, address, () => {
      udp.removeAllListeners('error');
      listener(server);
    });
  });
}

module.exports = { name, record, reply, rr, start, string, u16, u32 };
