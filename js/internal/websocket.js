'use strict';

// WebSocket, the client of https://websockets.spec.whatwg.org/ over node:http.
// Messages are not compressed. What is on the wire is in
// internal/websocket/frames.

const { Blob } = require('internal/blob');
const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { CloseEvent, ErrorEvent, Event, EventTarget, defineEventHandler, expose } = require('internal/event_target');
const { MessageEvent } = require('internal/message_event');
const { Receiver, frameOf, opcodes } = require('internal/websocket/frames');

const states = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];
const [CONNECTING, OPEN, CLOSING, CLOSED] = states.keys();
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const closeTimeoutMs = 3000; // how long a server may take to answer a close
const noStatus = 1005;
const abnormal = 1006;

function failure(message, name) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, name);
}

function parseURL(text) {
  let url;
  try {
    url = new URL(`${text}`);
  } catch (err) {
    throw failure(err.message, 'SyntaxError');
  }
  if (url.protocol === 'http:') url.protocol = 'ws:';
  else if (url.protocol === 'https:') url.protocol = 'wss:';
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') throw failure(`Expected a ws: or wss: protocol, got ${url.protocol}`, 'SyntaxError');
  if (url.hash || url.href.endsWith('#')) throw failure('Got fragment', 'SyntaxError');
  return url;
}

function protocolsOf(value) {
  const list = typeof value === 'string' ? [value] : [...value].map(String);
  const names = list.map((name) => name.toLowerCase());
  if (new Set(names).size !== names.length || !list.every((name) => token.test(name)))
    throw failure('Invalid Sec-WebSocket-Protocol value', 'SyntaxError');
  return list;
}

class WebSocket extends EventTarget {
  #url;
  #readyState = CONNECTING;
  #protocols;
  #protocol = '';
  #binaryType = 'blob';
  #bufferedAmount = 0;
  #request;
  #socket = null;
  #receiver = null;
  #sentClose = false;
  #received = null; // the peer's code and reason
  #timer;
  #referenced = true;

  constructor(url, protocols = []) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    super();
    const options = typeof protocols === 'object' && protocols !== null && protocols[Symbol.iterator] === undefined ?
      protocols : { protocols };
    this.#url = parseURL(url);
    this.#protocols = protocolsOf(options.protocols ?? []);
    this.#connect(options.headers);
  }

  #connect(given) {
    const { createHash, randomBytes } = require('crypto');
    const key = randomBytes(16).toString('base64');
    const secure = this.#url.protocol === 'wss:';
    const headers = Object.fromEntries(new Headers(given));
    Object.assign(headers, { 'connection': 'Upgrade', 'upgrade': 'websocket', 'sec-websocket-key': key, 'sec-websocket-version': '13' });
    if (this.#protocols.length > 0) headers['sec-websocket-protocol'] = this.#protocols.join(', ');
    const { hostname, port, pathname, search } = this.#url;
    const request = require(secure ? 'https' : 'http').request({
      hostname: hostname.replace(/^\[|\]$/g, ''), port: port || (secure ? 443 : 80), path: pathname + search, headers, agent: false,
    });
    this.#request = request;
    const fail = (reason) => this.#fail(reason);
    request.on('error', fail);
    request.on('response', (response) => {
      response.destroy();
      fail(new Error('Received network error or non-101 status code.'));
    });
    const accept = createHash('sha1').update(key + acceptSuffix).digest('base64');
    request.on('upgrade', (response, socket, head) => {
      const wrong = this.#refusal(response.headers, accept);
      if (wrong !== undefined) {
        socket.destroy();
        fail(new Error(wrong));
        return;
      }
      this.#open(socket, head);
    });
    request.end();
  }

  // refusal says what is wrong with an answer, if anything.
  #refusal(headers, accept) {
    if (headers.upgrade?.toLowerCase() !== 'websocket') return 'Server did not set Upgrade header to "websocket".';
    if (!/(^|,)\s*upgrade\s*(,|$)/i.test(headers.connection ?? '')) return 'Server did not set Connection header to "upgrade".';
    if (headers['sec-websocket-accept'] !== accept) return 'Incorrect hash received in Sec-WebSocket-Accept header.';
    if (headers['sec-websocket-extensions'] !== undefined) return 'Sec-WebSocket-Extensions header does not match.';
    const protocol = headers['sec-websocket-protocol'];
    if (protocol === undefined) return undefined;
    if (!this.#protocols.includes(protocol)) return 'Protocol was not set in the opening handshake.';
    this.#protocol = protocol;
    return undefined;
  }

  #open(socket, head) {
    this.#socket = socket;
    if (!this.#referenced) socket.unref();
    this.#receiver = new Receiver({
      message: (type, data) => this.#message(type, data),
      ping: (data) => { if (!this.#sentClose) this.#write(opcodes.pong, data); },
      close: (code, reason) => this.#peerCloses(code, reason),
      error: (code, reason) => this.#violation(code, reason),
    });
    socket.setTimeout(0);
    socket.setNoDelay(true);
    socket.on('error', () => {}); // 'close' follows
    socket.on('data', (chunk) => this.#receiver.push(chunk));
    socket.on('end', () => socket.end());
    socket.on('close', () => this.#closed());
    this.#readyState = OPEN;
    this.dispatchEvent(new Event('open'));
    if (head.length > 0) this.#receiver.push(head);
  }

  #message(type, data) {
    if (this.#readyState !== OPEN) return;
    let value = data;
    if (type === opcodes.binary) {
      value = this.#binaryType === 'blob' ? new Blob([data]) : data.buffer.slice(data.byteOffset, data.byteOffset + data.length);
    }
    this.dispatchEvent(new MessageEvent('message', { data: value, origin: this.#url.origin }));
  }

  #write(opcode, data) {
    const frame = frameOf(opcode, data);
    this.#socket.write(frame);
  }

  #peerCloses(code, reason) {
    this.#received = { code, reason };
    if (this.#readyState === OPEN) this.#readyState = CLOSING;
    if (!this.#sentClose) {
      this.#sentClose = true;
      this.#write(opcodes.close, code === noStatus ? Buffer.alloc(0) : Receiver.closing(code));
    }
    this.#socket.end();
  }

  // violation ends a connection whose peer does not keep to the protocol.
  #violation(code, reason) {
    if (!this.#sentClose) {
      this.#sentClose = true;
      this.#write(opcodes.close, Receiver.closing(code, reason));
    }
    this.#readyState = CLOSING;
    this.#error(new Error(reason));
    this.#socket.destroySoon();
  }

  #error(error) {
    this.dispatchEvent(new ErrorEvent('error', { error, message: error.message }));
  }

  #fail(error) {
    if (this.#readyState === CLOSED) return;
    this.#request.destroy();
    this.#readyState = CLOSED;
    this.#error(error);
    this.dispatchEvent(new CloseEvent('close', { wasClean: false, code: abnormal, reason: '' }));
  }

  #closed() {
    clearTimeout(this.#timer);
    this.#readyState = CLOSED;
    const clean = this.#sentClose && this.#received !== null;
    const { code, reason } = this.#received ?? { code: abnormal, reason: '' };
    this.dispatchEvent(new CloseEvent('close', { wasClean: clean, code, reason }));
  }

  close(code = undefined, reason = undefined) {
    check(this);
    if (code !== undefined) {
      code = Math.min(Math.max(Math.round(Number(code)) || 0, 0), 0xffff);
      if (code !== 1000 && (code < 3000 || code > 4999)) throw failure('invalid code', 'InvalidAccessError');
    }
    const bytes = Buffer.byteLength(`${reason ?? ''}`);
    if (bytes > 123) throw failure(`Reason must be less than 123 bytes; received ${bytes}`, 'SyntaxError');
    if (this.#readyState >= CLOSING) return;
    if (this.#readyState === CONNECTING) {
      this.#readyState = CLOSING;
      process.nextTick(() => this.#fail(new Error('WebSocket was closed before the connection was established')));
      return;
    }
    this.#readyState = CLOSING;
    this.#sentClose = true;
    const status = code ?? (reason === undefined ? undefined : 1000);
    this.#write(opcodes.close, status === undefined ? Buffer.alloc(0) : Receiver.closing(status, reason));
    this.#timer = setTimeout(() => this.#socket.destroy(), closeTimeoutMs).unref();
  }

  send(data) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('data');
    if (this.#readyState === CONNECTING) throw failure('Sent before connected.', 'InvalidStateError');
    if (this.#readyState !== OPEN) return;
    if (data instanceof Blob) {
      this.#sendBlob(data);
    } else if (ArrayBuffer.isView(data)) {
      this.#send(opcodes.binary, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    } else if (data instanceof ArrayBuffer) {
      this.#send(opcodes.binary, Buffer.from(data));
    } else {
      this.#send(opcodes.text, Buffer.from(`${data}`));
    }
  }

  // What is sent after a blob waits for it.
  #queue = null;

  #send(opcode, bytes) {
    this.#bufferedAmount += bytes.length;
    if (this.#queue !== null) {
      const copy = Buffer.from(bytes);
      this.#queue = this.#queue.then(() => this.#deliver(opcode, copy));
    } else {
      this.#deliver(opcode, bytes);
    }
  }

  #deliver(opcode, bytes) {
    this.#socket.write(frameOf(opcode, bytes), () => { this.#bufferedAmount -= bytes.length; });
  }

  #sendBlob(blob) {
    this.#bufferedAmount += blob.size;
    const sent = (this.#queue ?? Promise.resolve()).then(() => blob.arrayBuffer()).then((memory) => {
      this.#deliver(opcodes.binary, Buffer.from(memory));
      if (this.#queue === sent) this.#queue = null;
    });
    this.#queue = sent;
  }

  get readyState() { check(this); return this.#readyState; }
  get bufferedAmount() { check(this); return this.#bufferedAmount; }
  get url() { check(this); return this.#url.href; }
  get extensions() { check(this); return ''; }
  get protocol() { check(this); return this.#protocol; }
  get binaryType() { check(this); return this.#binaryType; }
  set binaryType(type) { check(this); this.#binaryType = type === 'arraybuffer' ? type : 'blob'; }

  [Symbol.for('nodejs.ref')]() {
    this.#referenced = true;
    this.#socket?.ref();
  }

  [Symbol.for('nodejs.unref')]() {
    this.#referenced = false;
    this.#socket?.unref();
  }

  static is(value) {
    return typeof value === 'object' && value !== null && #readyState in value;
  }
}

const isWebSocket = WebSocket.is;
delete WebSocket.is;

function check(value) {
  if (!isWebSocket(value)) throw new ERR_INVALID_THIS('WebSocket');
}

for (const name of ['open', 'error', 'close', 'message']) defineEventHandler(WebSocket.prototype, name);
expose(WebSocket, 'WebSocket', ['url', 'readyState', 'bufferedAmount', 'extensions', 'close', 'binaryType', 'send', 'protocol']);
states.forEach((name, value) => {
  Object.defineProperty(WebSocket, name, { __proto__: null, enumerable: true, value });
  Object.defineProperty(WebSocket.prototype, name, { __proto__: null, enumerable: true, value });
});

module.exports = { WebSocket };
