'use strict';
// The ways in which a worker ends: by itself, by an exception that its parent
// gets with its class and properties, busy or waiting when it is terminated.
const common = require('../common');
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

function run(source, options) {
  const worker = new Worker(source, { eval: true, ...options });
  const result = { errors: [], messages: [] };
  worker.on('error', (err) => result.errors.push(err));
  worker.on('message', (message) => result.messages.push(message));
  return new Promise((resolve) => worker.on('exit', (code) => resolve({ code, ...result })));
}

async function main() {
  assert.deepStrictEqual(await run('1 + 1'), { code: 0, errors: [], messages: [] });
  assert.strictEqual((await run('process.exitCode = 3; setTimeout(() => {}, 1)')).code, 3);
  assert.strictEqual((await run('process.on("exit", (code) => process.exitCode = code + 40)')).code, 40);

  const thrown = await run(`
    class Own extends RangeError { get name() { return 'Own'; } }
    process.on('exit', (code) => require('worker_threads').parentPort.postMessage(code));
    throw Object.assign(new Own('far'), { code: 'E_FAR', detail: { n: [1] }, fn() {}, cause: new TypeError('why') });
  `);
  assert.strictEqual(thrown.code, 1);
  assert.deepStrictEqual(thrown.messages, [1]);
  const [err] = thrown.errors;
  assert.ok(err instanceof RangeError);
  assert.strictEqual(err.name, 'Own');
  assert.strictEqual(err.message, 'far');
  assert.strictEqual(err.code, 'E_FAR');
  assert.deepStrictEqual(err.detail, { n: [1] });
  assert.ok(err.cause instanceof TypeError);
  assert.match(err.stack, /far\n +at/);

  assert.deepStrictEqual((await run('throw { plain: true }')).errors, [{ plain: true }]);
  assert.deepStrictEqual((await run('Promise.reject(new Error("late"))')).errors.map((e) => e.message), ['late']);
  const caught = await run(`
    process.on('uncaughtException', (err) => require('worker_threads').parentPort.postMessage(err.message));
    throw new Error('kept');
  `);
  assert.deepStrictEqual(caught, { code: 0, errors: [], messages: ['kept'] });
  assert.strictEqual((await run('await new Promise(() => {})', { execArgv: ['--input-type=module'] })).code, 13);
  assert.match((await run('let let')).errors[0].name, /SyntaxError/);

  for (const source of ['for (;;);', 'setInterval(() => {}, 1000)']) {
    const worker = new Worker(source, { eval: true });
    await new Promise((resolve) => worker.on('online', resolve));
    let code;
    worker.on('exit', (given) => code = given);
    assert.strictEqual(await worker.terminate(), 1);
    assert.strictEqual(code, 1);
    assert.strictEqual(await worker.terminate(), undefined);
  }
}
main().then(common.mustCall());
