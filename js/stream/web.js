'use strict';

// node:stream/web.

const { customInspect, ...streams } = require('internal/webstreams/streams');
const { defineLazy } = require('internal/lazy');

Object.assign(exports, streams);
defineLazy(exports, {
  TextEncoderStream: () => require('internal/webstreams/encoding').TextEncoderStream,
  TextDecoderStream: () => require('internal/webstreams/encoding').TextDecoderStream,
  CompressionStream: () => require('internal/webstreams/compression').CompressionStream,
  DecompressionStream: () => require('internal/webstreams/compression').DecompressionStream,
});
