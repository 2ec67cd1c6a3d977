'use strict';

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');

// convertALPNProtocols sets out.ALPNProtocols to the list in the form in which
// TLS sends it.
function convertALPNProtocols(protocols, out) {
  if (Array.isArray(protocols)) {
    out.ALPNProtocols = Buffer.concat(protocols.flatMap((protocol, i) => {
      const length = Buffer.byteLength(protocol);
      if (length > 255) {
        throw new ERR_OUT_OF_RANGE(`The byte length of the protocol at index ${i} exceeds the maximum length.`,
                                   '<= 255', length);
      }
      return [Buffer.from([length]), Buffer.from(protocol)];
    }));
  } else if (ArrayBuffer.isView(protocols)) {
    out.ALPNProtocols = Buffer.from(protocols.buffer.slice(protocols.byteOffset, protocols.byteOffset + protocols.byteLength));
  }
}

module.exports = { convertALPNProtocols };
