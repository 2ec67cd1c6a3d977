'use strict';

// What goes over the wire: https://www.rfc-editor.org/rfc/rfc6455#section-5

const binding = require('internal/binding/websocket');

const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };
const protocolError = 1002;
const invalidData = 1007;
const tooBig = 1009;
const noStatus = 1005;
const mostBytes = 2 ** 31 - 1; // of a message

// frameOf writes a frame, masked as those of a client are.
function frameOf(opcode, data) {
  const { length } = data;
  const extended = length < 126 ? 0 : length < 65536 ? 2 : 8;
  const start = 2 + extended + 4;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) frame.writeUInt16BE(length, 2);
  else if (extended === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  require('crypto').randomFillSync(frame, start - 4, 4);
  data.copy(frame, start);
  binding.mask(frame, start);
  return frame;
}

// Receiver takes a server's bytes apart. It calls message, ping and close of
// handlers, and error, after which it takes no more.
class Receiver {
  #handlers;
  #chunks = [];
  #size = 0;
  #parts = []; // of a message in several frames
  #partsSize = 0;
  #type = 0;
  #done = false;

  constructor(handlers) {
    this.#handlers = handlers;
  }

  // closing is the body of a frame that closes.
  static closing(code, reason = '') {
    const text = Buffer.from(`${reason}`);
    const body = Buffer.allocUnsafe(2 + text.length);
    body.writeUInt16BE(code, 0);
    text.copy(body, 2);
    return body;
  }

  push(chunk) {
    if (this.#done) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (!this.#done && this.#frame());
  }

  #fail(code, reason) {
    this.#done = true;
    this.#handlers.error(code, reason);
    return false;
  }

  // peek returns the first n bytes as one Buffer, undefined if there are fewer.
  #peek(n) {
    if (this.#size < n) return undefined;
    if (this.#chunks[0].length < n) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0];
  }

  #take(n) {
    const first = n === 0 ? Buffer.alloc(0) : this.#peek(n);
    if (n === 0) return first;
    this.#size -= n;
    if (first.length === n) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(n);
    return first.subarray(0, n);
  }

  // frame takes one frame, and returns whether there was one.
  #frame() {
    let head = this.#peek(2);
    if (head === undefined) return false;
    const [first, second] = head;
    const opcode = first & 15;
    const fin = (first & 0x80) !== 0;
    const control = opcode >= opcodes.close;
    if (first & 0x70) return this.#fail(protocolError, 'Unexpected RSV bits');
    if (second & 0x80) return this.#fail(protocolError, 'Frame cannot be masked');
    if (!Object.values(opcodes).includes(opcode)) return this.#fail(protocolError, 'Invalid opcode received');
    if (control && (!fin || second > 125)) return this.#fail(protocolError, 'Invalid control frame');
    const size = second === 126 ? 4 : second === 127 ? 10 : 2;
    head = this.#peek(size);
    if (head === undefined) return false;
    const length = size === 2 ? second : size === 4 ? head.readUInt16BE(2) : Number(head.readBigUInt64BE(2));
    if (length + this.#partsSize > mostBytes) return this.#fail(tooBig, 'Received message that is too big');
    if (this.#size < size + length) return false;
    this.#take(size);
    const body = this.#take(length);
    if (control) this.#control(opcode, body);
    else this.#data(opcode, fin, body);
    return true;
  }

  #data(opcode, fin, body) {
    const continues = opcode === opcodes.continuation;
    if (continues !== (this.#type !== 0)) {
      this.#fail(protocolError, continues ? 'Unexpected continuation frame' : 'Expected continuation frame');
      return;
    }
    if (!continues) this.#type = opcode;
    this.#parts.push(body);
    this.#partsSize += body.length;
    if (!fin) return;
    const type = this.#type;
    const whole = this.#parts.length === 1 ? body : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#partsSize = 0;
    this.#type = 0;
    if (type === opcodes.binary) {
      this.#handlers.message(type, whole);
      return;
    }
    const text = decoded(whole);
    if (text === undefined) this.#fail(invalidData, 'Received invalid UTF-8 in text frame.');
    else this.#handlers.message(type, text);
  }

  #control(opcode, body) {
    if (opcode === opcodes.ping) this.#handlers.ping(body);
    if (opcode !== opcodes.close) return;
    if (body.length === 0) {
      this.#done = true;
      this.#handlers.close(noStatus, '');
      return;
    }
    const code = body.length === 1 ? 0 : body.readUInt16BE(0);
    const reason = decoded(body.subarray(2));
    if (!validCode(code) || reason === undefined) {
      this.#fail(protocolError, 'Received invalid close frame');
      return;
    }
    this.#done = true;
    this.#handlers.close(code, reason);
  }
}

function validCode(code) {
  return code >= 1000 && code < 1015 && code !== 1004 && code !== noStatus && code !== 1006 || code >= 3000 && code <= 4999;
}

function decoded(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

module.exports = { Receiver, frameOf, opcodes };
