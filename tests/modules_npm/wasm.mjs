// Packages whose work is done by WebAssembly: hashes, lexers, and undici, whose
// parser of HTTP calls JavaScript for each part of a message.
import assert from 'node:assert';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { argon2id, argon2Verify, blake3, createSHA256, md5, sha256, xxhash64 } from 'hash-wasm';
import { init, parse } from 'es-module-lexer';
import * as cjs from 'cjs-module-lexer';
import { Client } from 'undici';

test('hash-wasm', async () => {
  const input = Buffer.from('gonet'.repeat(50_000));
  assert.strictEqual(await sha256(input), createHash('sha256').update(input).digest('hex'));
  assert.strictEqual(await md5(input), createHash('md5').update(input).digest('hex'));
  assert.strictEqual(await blake3('abc'), '6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85');
  assert.strictEqual(await xxhash64('x'), '5c80c09683041123');
  const hasher = (await createSHA256()).init();
  for (let i = 0; i < input.length; i += 997) hasher.update(input.subarray(i, i + 997));
  assert.strictEqual(hasher.digest(), await sha256(input));
  // More memory than the module begins with.
  const hash = await argon2id({
    password: 'p', salt: new Uint8Array(16), parallelism: 1, iterations: 2, memorySize: 4096, hashLength: 32,
    outputType: 'encoded',
  });
  assert.strictEqual(await argon2Verify({ password: 'p', hash }), true);
  assert.strictEqual(await argon2Verify({ password: 'q', hash }), false);
});

test('lexers', async () => {
  await init;
  const [imports, exports] = parse('import a from "b"; export const c = import("d"); export { a as default };');
  assert.deepStrictEqual(imports.map(({ specifier }) => specifier), ['b', 'd']);
  assert.deepStrictEqual(exports.map(({ name }) => name), ['c', 'default']);
  assert.throws(() => parse('import { a from "b'), /Parse error/);
  await cjs.init();
  assert.deepStrictEqual(cjs.parse('exports.a = 1; exports["ü"] = 2; module.exports = require("x")').reexports, ['x']);
  assert.deepStrictEqual(cjs.parse('exports.a = 1; exports["ü"] = 2;').exports, ['a', 'ü']);
});

test('undici', async () => {
  const server = createServer((request, response) => {
    response.setHeader('x-method', request.method);
    request.pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new Client(`http://127.0.0.1:${server.address().port}`, { pipelining: 2 });
  const bodies = ['first', 'x'.repeat(200_000), 'last'];
  const answers = await Promise.all(bodies.map(async (body) => {
    const answer = await client.request({ path: '/', method: 'PUT', body });
    assert.strictEqual(answer.statusCode, 200);
    assert.strictEqual(answer.headers['x-method'], 'PUT');
    return answer.body.text();
  }));
  assert.deepStrictEqual(answers, bodies);
  await client.close();
  server.close();
  await once(server, 'close');
});
