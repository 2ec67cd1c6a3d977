'use strict';

// The bytes of a Response, for compileStreaming and instantiateStreaming.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_WEBASSEMBLY_RESPONSE } } = require('internal/errors');

async function bytesOf(source) {
  const response = await source;
  if (!(response instanceof Response))
    throw new ERR_INVALID_ARG_TYPE('source', ['Response', 'Promise resolving to Response'], response);
  const type = response.headers.get('Content-Type');
  if (type !== 'application/wasm') throw new ERR_WEBASSEMBLY_RESPONSE(`has unsupported MIME type '${type}'`);
  if (!response.ok) throw new ERR_WEBASSEMBLY_RESPONSE(`has status code ${response.status}`);
  if (response.bodyUsed) throw new ERR_WEBASSEMBLY_RESPONSE('body has already been used');
  const chunks = [];
  if (response.body) {
    for await (const chunk of response.body) {
      if (!ArrayBuffer.isView(chunk) && !(chunk instanceof ArrayBuffer))
        throw new ERR_INVALID_ARG_TYPE('chunk', ['ArrayBuffer', 'DataView', 'TypedArray'], chunk);
      chunks.push(Buffer.from(chunk.buffer ?? chunk, chunk.byteOffset ?? 0, chunk.byteLength));
    }
  }
  return Buffer.concat(chunks);
}

module.exports = { bytesOf };
