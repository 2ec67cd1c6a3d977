'use strict';
// A client talks to a small server over node:http: messages of every size and
// form, pings, the closing handshake from both sides.
const { mustCall, mustNotCall } = require('../common');
const assert = require('node:assert');
const { createHash } = require('node:crypto');
const http = require('node:http');

// frame writes a frame as a server does.
function frame(opcode, body, fin = true) {
  const { length } = body;
  const head = length < 126 ? Buffer.from([0, length]) : Buffer.alloc(length < 65536 ? 4 : 10);
  if (length >= 65536) head.writeBigUInt64BE(BigInt(length), 2);
  else if (length >= 126) head.writeUInt16BE(length, 2);
  if (length >= 126) head[1] = length < 65536 ? 126 : 127;
  head[0] = (fin ? 0x80 : 0) | opcode;
  return Buffer.concat([head, body]);
}

// frames takes a client's bytes apart.
function* frames(state, chunk) {
  state.rest = Buffer.concat([state.rest, chunk]);
  while (state.rest.length >= 6) {
    const { rest } = state;
    assert.ok(rest[1] & 0x80);
    const short = rest[1] & 0x7f;
    const at = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (rest.length < at + 4) return;
    const length = short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    if (rest.length < at + 4 + length) return;
    const key = rest.subarray(at, at + 4);
    const body = Buffer.from(rest.subarray(at + 4, at + 4 + length));
    for (let i = 0; i < length; i++) body[i] ^= key[i & 3];
    state.rest = rest.subarray(at + 4 + length);
    yield [rest[0] & 15, body];
  }
}

const server = http.createServer((req, res) => res.writeHead(404).end());
server.on('upgrade', (req, socket) => {
  const key = createHash('sha1').update(`${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const protocol = req.headers['sec-websocket-protocol'] ? 'Sec-WebSocket-Protocol: chat\r\n' : '';
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${protocol}Sec-WebSocket-Accept: ${key}\r\n\r\n`);
  const state = { rest: Buffer.alloc(0) };
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    for (const [opcode, body] of frames(state, chunk)) {
      const text = body.toString();
      if (opcode === 8) socket.end(frame(8, body));
      else if (text === 'close') socket.write(frame(8, Buffer.from([0x0f, 0xa1, 0x62, 0x79, 0x65])));
      else if (text === 'ping') socket.write(frame(9, Buffer.from('pong?')));
      else if (text === 'pieces') socket.write(Buffer.concat([frame(1, Buffer.from('one '), false), frame(9, Buffer.alloc(0)), frame(0, Buffer.from('two'))]));
      else if (text === 'break') socket.write(Buffer.from([0xc1, 0]));
      else if (text === 'vanish') socket.destroy();
      else if (opcode !== 10 || text !== '') socket.write(frame(opcode === 10 ? 1 : opcode, body));
    }
  });
});

function next(ws, type = 'message') {
  return new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
}

async function talk(url) {
  const ws = new WebSocket(url, ['chat', 'talk']);
  assert.strictEqual(ws.readyState, WebSocket.CONNECTING);
  assert.throws(() => ws.send('early'), { name: 'InvalidStateError' });
  ws.onerror = mustNotCall();
  await next(ws, 'open');
  assert.strictEqual(ws.readyState, ws.OPEN);
  assert.strictEqual(ws.protocol, 'chat');
  assert.strictEqual(ws.url, `${url}/`);
  for (const text of ['', 'hello ü', 'x'.repeat(126), 'y'.repeat(70000)]) {
    ws.send(text);
    const { data, origin } = await next(ws);
    assert.strictEqual(data, text);
    assert.strictEqual(origin, url);
  }
  for (const binary of [new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 3]).buffer, new Blob([new Uint8Array([1, 2, 3])])]) {
    ws.binaryType = 'arraybuffer';
    ws.send(binary);
    assert.deepStrictEqual(new Uint8Array((await next(ws)).data), new Uint8Array([1, 2, 3]));
  }
  ws.binaryType = 'blob';
  ws.send(new Uint8Array(2));
  assert.ok((await next(ws)).data instanceof Blob);
  ws.send('ping');
  assert.strictEqual((await next(ws)).data, 'pong?');
  ws.send('pieces');
  assert.strictEqual((await next(ws)).data, 'one two');
  ws.close(3001, 'enough');
  assert.strictEqual(ws.readyState, WebSocket.CLOSING);
  const { wasClean, code, reason } = await next(ws, 'close');
  assert.deepStrictEqual([wasClean, code, reason], [true, 3001, 'enough']);
  assert.strictEqual(ws.readyState, WebSocket.CLOSED);
}

// ends says how a connection ends after something is sent.
async function ends(url, text) {
  const ws = new WebSocket(url);
  await next(ws, 'open');
  let errors = 0;
  ws.onerror = () => errors++;
  ws.send(text);
  const { wasClean, code, reason } = await next(ws, 'close');
  return [wasClean, code, reason, errors > 0];
}

server.listen(0, '127.0.0.1', mustCall(async () => {
  const { port } = server.address();
  const url = `ws://127.0.0.1:${port}`;
  await talk(url);
  assert.deepStrictEqual(await ends(url, 'close'), [true, 4001, 'bye', false]);
  const [clean, code, , failed] = await ends(url, 'break');
  assert.deepStrictEqual([clean, code, failed], [false, 1006, true]);
  assert.deepStrictEqual((await ends(url, 'vanish')).slice(0, 3), [false, 1006, '']);

  const refused = http.createServer((req, res) => res.writeHead(404).end()).listen(0, '127.0.0.1', mustCall(async () => {
    const ws = new WebSocket(`http://127.0.0.1:${refused.address().port}/none`);
    const order = [];
    ws.addEventListener('error', (event) => order.push(event.constructor.name));
    const event = await next(ws, 'close');
    assert.deepStrictEqual([...order, event.code, event.wasClean], ['ErrorEvent', 1006, false]);
    refused.close();
    server.close();
  }));
}));

assert.throws(() => new WebSocket('ftp://example.org'), { name: 'SyntaxError' });
assert.throws(() => new WebSocket('nothing'), { name: 'SyntaxError' });
assert.throws(() => new WebSocket('ws://127.0.0.1:1', ['a', 'a']), { name: 'SyntaxError' });
assert.throws(() => new WebSocket('ws://127.0.0.1:1/#x'), { name: 'SyntaxError' });
assert.throws(() => new WebSocket(), TypeError);
assert.strictEqual(http.WebSocket, WebSocket);
