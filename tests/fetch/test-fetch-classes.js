'use strict';
// Headers, FormData, Request and Response by themselves.
const common = require('../common');
const assert = require('node:assert');
const { inspect } = require('node:util');

const headers = new Headers([['b', '1'], ['B', '2'], ['set-cookie', 'x'], ['Set-Cookie', 'y'], ['A', ' q ']]);
assert.deepStrictEqual([...headers], [['a', 'q'], ['b', '1, 2'], ['set-cookie', 'x'], ['set-cookie', 'y']]);
assert.deepStrictEqual([headers.get('B'), headers.get('zz'), headers.has('a'), headers.getSetCookie()], ['1, 2', null, true, ['x', 'y']]);
assert.strictEqual(inspect(new Headers({ a: '1', 'X-Y': 'z' })), "Headers { a: '1', 'X-Y': 'z' }");
for (const [init, message] of [
  [[['a']], 'Headers constructor: expected name/value pair to be length 2, found 1.'],
  [{ 'a b': '1' }, 'Headers.append: "a b" is an invalid header name.'],
  [{ a: '日' }, 'Cannot convert argument to a ByteString because the character at index 0 has a value of 26085 which is greater than 255.'],
]) assert.throws(() => new Headers(init), { name: 'TypeError', message });

const form = new FormData();
form.append('a', '1');
form.append('a', '2');
form.set('f', new File(['data'], 'n.txt', { type: 'text/x' }));
assert.deepStrictEqual([form.getAll('a'), form.get('z'), form.has('f'), [...form.keys()]], [['1', '2'], null, true, ['a', 'a', 'f']]);
assert.throws(() => form.append('a', 'b', 'c'), { name: 'TypeError' });

const request = new Request('http://a/b?c', { method: 'post', body: 'x', headers: { q: 'w' } });
assert.deepStrictEqual([request.method, request.url, request.headers.get('content-type'), request.redirect, request.duplex],
                       ['POST', 'http://a/b?c', 'text/plain;charset=UTF-8', 'follow', 'half']);
for (const [args, message] of [
  [['http://a', { body: 'x' }], 'Request with GET/HEAD method cannot have body.'],
  [['http://a', { method: 'TRACE' }], "'TRACE' HTTP method is unsupported."],
  [['http://u:p@a'], 'Request cannot be constructed from a URL that includes credentials: http://u:p@a'],
  [['http://a', { method: 'POST', body: new ReadableStream() }], 'RequestInit: duplex option is required when sending a body.'],
]) assert.throws(() => new Request(...args), { name: 'TypeError', message });

assert.throws(() => new Response('x', { status: 204 }), { message: 'Response constructor: Invalid response status code 204' });
assert.throws(() => new Response('', { status: 99 }), { name: 'RangeError' });
assert.strictEqual(Response.redirect('http://a/').headers.get('location'), 'http://a/');
assert.strictEqual(Response.error().type, 'error');

(async () => {
  const sent = await new Response(form).formData();
  assert.deepStrictEqual([sent.getAll('a'), sent.get('f').name, sent.get('f').type, await sent.get('f').text()],
                         [['1', '2'], 'n.txt', 'text/x', 'data']);
  const response = Response.json({ a: 1 });
  const copy = response.clone();
  assert.deepStrictEqual([await response.json(), await copy.text()], [{ a: 1 }, '{"a":1}']);
  assert.throws(() => response.clone(), { message: 'Response.clone: Body has already been consumed.' });
  assert.deepStrictEqual(await new Response('ab').bytes(), new Uint8Array([97, 98]));
  assert.strictEqual(await (await new Response('ab', { headers: { 'content-type': 'q/w' } }).blob()).text(), 'ab');
  assert.strictEqual((await new Response(new URLSearchParams('a=1')).formData()).get('a'), '1');
  assert.strictEqual(await new Response('\ufeffmark').text(), 'mark');
  await assert.rejects(new Response('x').formData(), { name: 'TypeError' });
  await assert.rejects(new Response('{').json(), { name: 'SyntaxError' });
})().then(common.mustCall());
