'use strict';

// TextEncoderStream and TextDecoderStream. https://encoding.spec.whatwg.org/#stream-api

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { expose } = require('internal/event_target');
const { TransformStream, customInspect } = require('internal/webstreams/streams');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const replacement = [0xef, 0xbf, 0xbd];

class TextEncoderStream {
  #encoder = new TextEncoder();
  #highSurrogate = ''; // the end of the last chunk, whose other half may follow
  #transform = new TransformStream({
    transform: (chunk, controller) => {
      let text = this.#highSurrogate + String(chunk);
      this.#highSurrogate = '';
      const last = text.charCodeAt(text.length - 1);
      if (last >= 0xd800 && last <= 0xdbff) {
        this.#highSurrogate = text.slice(-1);
        text = text.slice(0, -1);
      }
      if (text.length > 0) controller.enqueue(this.#encoder.encode(text));
    },
    flush: (controller) => {
      if (this.#highSurrogate) controller.enqueue(new Uint8Array(replacement));
    },
  });

  get encoding() { return this.#encoder.encoding; }
  get readable() { return this.#transform.readable; }
  get writable() { return this.#transform.writable; }

  [kInspect](depth, options) {
    if (this == null) throw new ERR_INVALID_THIS('TextEncoderStream');
    const { encoding, readable, writable } = this;
    return customInspect(depth, options, 'TextEncoderStream', { encoding, readable, writable });
  }
}
expose(TextEncoderStream, 'TextEncoderStream', ['encoding', 'readable', 'writable']);

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = {}) {
    this.#decoder = new TextDecoder(encoding, options);
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        if (chunk === undefined) throw new ERR_INVALID_ARG_TYPE('chunk', 'string', chunk);
        const text = this.#decoder.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush: (controller) => {
        const text = this.#decoder.decode();
        if (text) controller.enqueue(text);
        controller.terminate();
      },
    });
  }

  get encoding() { return this.#decoder.encoding; }
  get fatal() { return this.#decoder.fatal; }
  get ignoreBOM() { return this.#decoder.ignoreBOM; }
  get readable() { return this.#transform.readable; }
  get writable() { return this.#transform.writable; }

  [kInspect](depth, options) {
    if (this == null) throw new ERR_INVALID_THIS('TextDecoderStream');
    const { encoding, fatal, ignoreBOM, readable, writable } = this;
    return customInspect(depth, options, 'TextDecoderStream', { encoding, fatal, ignoreBOM, readable, writable });
  }
}
expose(TextDecoderStream, 'TextDecoderStream', ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']);

// Node gives these two no tag.
for (const { prototype } of [TextEncoderStream, TextDecoderStream]) delete prototype[Symbol.toStringTag];

module.exports = { TextEncoderStream, TextDecoderStream };
