'use strict';

// The global fetch: requests over node:http and node:https, and what data: and
// blob: URLs hold. Sources: https://fetch.spec.whatwg.org, nodejs/undici.

const { Readable } = require('stream');
const { Body } = require('internal/fetch/body');
const { listOf } = require('internal/fetch/headers');
const { Request, requestState } = require('internal/fetch/request');
const { nullBody, received, redirects } = require('internal/fetch/response');

const maxRedirects = 20;

// What a request says of itself unless the script does.
const ownHeaders = [
  ['accept', '*/*'], ['accept-language', '*'], ['sec-fetch-mode', 'cors'], ['user-agent', 'node'],
];

// Headers that tell of a body, and those that are for one origin only.
const bodyHeaders = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'];
const privateHeaders = ['authorization', 'proxy-authorization', 'cookie', 'host'];

const failed = (cause) => new TypeError('fetch failed', { cause });

async function fetch(input, init = undefined) {
  const state = requestState(new Request(input, init));
  const { signal } = state;
  signal.throwIfAborted();
  switch (state.url.protocol) {
    case 'http:':
    case 'https:':
      return follow(state);
    case 'data:':
      return ofData(state);
    case 'blob:':
      return ofBlob(state);
  }
  throw failed(new Error(state.url.protocol === 'about:' ? 'about scheme is not supported' : 'unknown scheme'));
}

// follow sends a request, and those that it is redirected to.
async function follow(state) {
  const request = {
    url: state.url, method: state.method, headers: listOf(state.headers).copy(), body: state.body, signal: state.signal,
  };
  for (let count = 0; ; count++) {
    const message = await send(request);
    const location = redirects.has(message.statusCode) ? message.headers.location : undefined;
    if (location === undefined || state.redirect === 'manual') return answer(message, request, count > 0);
    message.resume();
    if (state.redirect === 'error') throw failed(new Error('unexpected redirect'));
    if (count === maxRedirects) throw failed(new Error('redirect count exceeded'));
    redirect(request, location, message.statusCode);
  }
}

// redirect turns a request to where the answer sends it.
function redirect(request, location, status) {
  const url = URL.parse(location, request.url);
  if (url === null || !/^https?:$/.test(url.protocol)) throw failed(new Error('URL scheme must be a HTTP(S) scheme'));
  const { method } = request;
  if ((status === 301 || status === 302) && method === 'POST' || status === 303 && method !== 'GET' && method !== 'HEAD') {
    request.method = 'GET';
    request.body = null;
    for (const name of bodyHeaders) request.headers.delete(name);
  } else if (request.body !== null) {
    if (request.body.source === null) throw failed(new Error('cannot send the body of a stream again'));
    const { source, length, type } = request.body;
    request.body = new Body(undefined, source, length, type);
  }
  if (url.origin !== request.url.origin) for (const name of privateHeaders) request.headers.delete(name);
  if (url.hash === '') url.hash = request.url.hash;
  request.url = url;
}

function headersToSend({ url, headers, body }) {
  const list = headers.copy();
  for (const [name, value] of ownHeaders) if (!list.has(name)) list.append(name, value);
  if (!list.has('accept-encoding')) list.append('accept-encoding', url.protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate');
  if (body?.length !== undefined && body?.length !== null) list.set('content-length', `${body.length}`);
  return [...(list.has('host') ? [] : [['host', url.host]]), ['connection', 'keep-alive'], ...list.raw()].flat();
}

// Ports of other protocols, which a fetch must not be led to.
const badPorts = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111,
  113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548,
  554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665,
  6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

// send sends a request, and resolves with the head of the answer.
async function send(request) {
  const { url, method, body, signal } = request;
  const { promise, resolve, reject } = Promise.withResolvers();
  const { hostname, port } = url;
  if (badPorts.has(Number(port))) throw failed(new Error('bad port'));
  const outgoing = require(url.protocol === 'https:' ? 'https' : 'http').request({
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port, path: url.pathname + url.search, method, headers: headersToSend(request), protocol: url.protocol,
  });
  const abort = () => {
    reject(signal.reason);
    outgoing.destroy();
  };
  signal.addEventListener('abort', abort, { once: true });
  outgoing.on('response', (message) => {
    signal.removeEventListener('abort', abort);
    resolve(message);
  });
  outgoing.on('error', (error) => {
    signal.removeEventListener('abort', abort);
    reject(failed(error.code === 'ECONNRESET' && error.message === 'socket hang up' ?
      Object.assign(new Error('other side closed', { cause: error }), { name: 'SocketError', code: 'UND_ERR_SOCKET' }) : error));
  });
  sendBody(outgoing, body, method);
  return promise;
}

function sendBody(outgoing, body, method) {
  if (body === null) {
    // A request that could have a body says that it has none.
    if (['POST', 'PUT', 'PATCH'].includes(method)) outgoing.setHeader?.('content-length', '0');
    outgoing.end();
  } else if (body.source instanceof Uint8Array) {
    outgoing.end(body.source);
  } else {
    const source = Readable.fromWeb(body.stream);
    source.on('error', (error) => outgoing.destroy(error));
    source.pipe(outgoing);
  }
}

// decoders undo what content-encoding says, the last first.
const decoders = {
  gzip: (zlib) => zlib.createGunzip({ flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  deflate: (zlib) => zlib.createInflate(),
  br: (zlib) => zlib.createBrotliDecompress(),
};
decoders['x-gzip'] = decoders.gzip;

function decoded(message) {
  const encodings = (message.headers['content-encoding'] ?? '').toLowerCase().split(',').map((s) => s.trim()).filter(Boolean);
  if (encodings.length === 0 || !encodings.every((encoding) => Object.hasOwn(decoders, encoding))) return message;
  const zlib = require('zlib');
  const steps = encodings.reverse().map((encoding) => decoders[encoding](zlib));
  require('stream').pipeline(message, ...steps, () => {}); // the last one has the error
  return steps[steps.length - 1];
}

// answer is the Response to what came.
function answer(message, request, redirected) {
  const { statusCode: status, statusMessage: statusText, rawHeaders } = message;
  const { signal, method, url } = request;
  let body = null;
  if (method === 'HEAD' || nullBody.has(status)) {
    message.resume();
  } else {
    const source = decoded(message);
    body = new Body(streamOf(source, message, signal), null, null, null);
  }
  const shown = new URL(url);
  shown.hash = '';
  return received({ status, statusText, rawHeaders, body, url: shown.href, redirected, signal });
}

// streamOf is what comes, as a stream that ends with the reason if the request
// is aborted.
function streamOf(source, message, signal) {
  let controller;
  const abort = () => {
    controller.error(signal.reason);
    message.destroy();
  };
  const done = () => signal.removeEventListener('abort', abort);
  const reader = source[Symbol.asyncIterator]();
  const stream = new ReadableStream({
    type: 'bytes',
    start(given) {
      controller = given;
      signal.addEventListener('abort', abort, { once: true });
    },
    async pull() {
      try {
        const { done: ended, value } = await reader.next();
        if (signal.aborted) return;
        if (ended) {
          done();
          controller.close();
          controller.byobRequest?.respond(0);
        } else if (value.byteLength > 0) {
          controller.enqueue(new Uint8Array(value));
        }
      } catch (error) {
        done();
        if (!signal.aborted) controller.error(new TypeError('terminated', { cause: error }));
      }
    },
    cancel() {
      done();
      message.destroy();
    },
  });
  return stream;
}

const dataURL = /^data:([^,]*?)(;\s*base64\s*)?,([^#]*)/i;

// ofData answers with what a data: URL holds.
function ofData({ url, signal }) {
  const match = dataURL.exec(url.href);
  if (match === null) throw failed(new Error('invalid data: URL'));
  let bytes = Buffer.from(require('querystring').unescapeBuffer(match[3]));
  if (match[2]) bytes = Buffer.from(bytes.toString('latin1'), 'base64');
  let type = match[1].trim();
  if (type === '' || type[0] === ';') type = `text/plain${type || ';charset=US-ASCII'}`;
  return received({
    status: 200, statusText: 'OK', rawHeaders: ['content-type', type], url: url.href, redirected: false, signal,
    body: new Body(undefined, new Uint8Array(bytes), bytes.length, null),
  });
}

// ofBlob answers with what a blob: URL names.
function ofBlob({ url, method, signal }) {
  const blob = require('buffer').resolveObjectURL(url.href);
  if (blob === undefined || method !== 'GET') throw failed(new Error('invalid method'));
  return received({
    status: 200, statusText: 'OK', rawHeaders: ['content-length', `${blob.size}`, 'content-type', blob.type],
    url: url.href, redirected: false, signal, body: new Body(undefined, blob, blob.size, null),
  });
}

module.exports = { fetch };
