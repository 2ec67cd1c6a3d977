'use strict';
// The parts of http have names of their own, which old programs use.
require('../common');
const assert = require('node:assert');
const http = require('node:http');
const { builtinModules } = require('node:module');

assert.strictEqual(require('_http_agent').Agent, http.Agent);
assert.strictEqual(require('_http_client').ClientRequest, http.ClientRequest);
assert.strictEqual(require('_http_incoming').IncomingMessage, http.IncomingMessage);
assert.strictEqual(require('_http_outgoing').OutgoingMessage, http.OutgoingMessage);
assert.strictEqual(require('_http_server').Server, http.Server);
const { _checkIsHttpToken, _checkInvalidHeaderChar, chunkExpression, methods, CRLF } = require('_http_common');
assert.deepStrictEqual([_checkIsHttpToken('a-b'), _checkIsHttpToken('a b')], [true, false]);
assert.deepStrictEqual([_checkInvalidHeaderChar('ok'), _checkInvalidHeaderChar('\n')], [false, true]);
assert.ok(chunkExpression.test('gzip, Chunked'));
assert.deepStrictEqual([...methods].sort(), [...http.METHODS].sort());
assert.strictEqual(CRLF, '\r\n');
for (const name of ['_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing', '_http_server'])
  assert.ok(builtinModules.includes(name));
{
  const target = {};
  require('_http_server').storeHTTPOptions.call(target, { requestTimeout: 5 });
  assert.strictEqual(target.requestTimeout, 5);
}
