'use strict';

// What node:http's parts share, under the name that old programs know it by. Its
// parser is not there: it is of another make than Node's.

const { hasBadCharacter, isToken } = require('internal/http/headers');
const { METHODS } = require('internal/http/tables');

module.exports = {
  _checkInvalidHeaderChar: hasBadCharacter,
  _checkIsHttpToken: isToken,
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  CRLF: '\r\n',
  methods: METHODS,
};
