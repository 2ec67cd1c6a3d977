'use strict';

// The message that node:http sends, under the name that old programs know it by.

const { validateHeaderName, validateHeaderValue } = require('internal/http/headers');
const { OutgoingMessage, kHighWaterMark, kUnique, uniqueHeaders } = require('internal/http/outgoing');

module.exports = {
  kHighWaterMark,
  kUniqueHeaders: kUnique,
  parseUniqueHeadersOption: uniqueHeaders,
  validateHeaderName,
  validateHeaderValue,
  OutgoingMessage,
};
