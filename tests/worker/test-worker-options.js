'use strict';
// What a worker is given: arguments, environment, streams, names, data of its
// parent; and what it must not do.
const common = require('../common');
const assert = require('node:assert');
const { once } = require('node:events');
const { SHARE_ENV, Worker, getEnvironmentData, setEnvironmentData } = require('node:worker_threads');

const show = (expression) => `
  const wt = require('worker_threads');
  wt.parentPort.postMessage(${expression});`;

async function result(expression, options) {
  const worker = new Worker(show(expression), { eval: true, ...options });
  const [[message]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
  return message;
}

async function main() {
  assert.deepStrictEqual(await result('process.argv.slice(1)', { argv: ['a', 1] }), ['[worker eval]', 'a', '1']);
  assert.deepStrictEqual(await result('process.execArgv', { execArgv: ['--no-warnings'] }), ['--no-warnings']);
  for (const rest of [['--'], ['--', '--no-such'], ['word', '--no-such'], ['-']])
    assert.deepStrictEqual(await result('process.execArgv', { execArgv: ['--no-warnings', ...rest] }), ['--no-warnings']);
  assert.strictEqual(await result('wt.threadName', { name: ' named ' }), 'named');
  assert.strictEqual(await result('wt.threadName'), 'WorkerThread');
  assert.deepStrictEqual(await result('wt.resourceLimits.maxOldGenerationSizeMb', { resourceLimits: { maxOldGenerationSizeMb: 64 } }), 64);
  assert.deepStrictEqual(await result('[wt.isMainThread, process.cwd()]'), [false, process.cwd()]);

  process.env.ONE = '1';
  assert.strictEqual(await result('(process.env.ONE += "2", process.env.ONE)'), '12');
  assert.strictEqual(process.env.ONE, '1');
  assert.deepStrictEqual(await result('({ ...process.env })', { env: { A: 1 } }), { A: '1' });
  assert.strictEqual(await result('(process.env.TWO = 2, delete process.env.ONE)', { env: SHARE_ENV }), true);
  assert.strictEqual(process.env.TWO, '2');
  assert.ok(!('ONE' in process.env));
  assert.ok(Object.keys(process.env).includes('TWO'));

  setEnvironmentData('key', { v: [1] });
  assert.deepStrictEqual(await result('wt.getEnvironmentData("key")'), { v: [1] });
  assert.deepStrictEqual(getEnvironmentData('key'), { v: [1] });

  const codes = `['abort', 'chdir', 'setuid'].map((name) => { try { process[name]('x'); } catch (err) { return err.code; } })`;
  assert.deepStrictEqual(await result(codes), Array(3).fill('ERR_WORKER_UNSUPPORTED_OPERATION'));

  const echo = new Worker(`
    process.stdin.on('data', (d) => process.stdout.write(d.toString().toUpperCase())).on('end', () => console.error('ended'));
  `, { eval: true, stdin: true, stdout: true, stderr: true });
  const texts = ['', ''];
  [echo.stdout, echo.stderr].forEach((stream, i) => stream.setEncoding('utf8').on('data', (text) => texts[i] += text));
  echo.stdin.write('one ');
  echo.stdin.end('two');
  const [[code]] = await Promise.all([once(echo, 'exit'), once(echo.stdout, 'end'), once(echo.stderr, 'end')]);
  assert.deepStrictEqual([code, ...texts], [0, 'ONE TWO', 'ended\n']);

  const data = new Worker(new URL('data:text/javascript,import wt from "worker_threads"; wt.parentPort.postMessage("module")'));
  assert.deepStrictEqual(await once(data, 'message'), ['module']);
}

for (const [args, expected] of [
  [['x.js'], { code: 'ERR_WORKER_PATH', name: 'TypeError', message: /relative path starting with '\.\/' or '\.\.\/'\. Received "x\.js"$/ }],
  [['file:///x.js'], { code: 'ERR_WORKER_PATH', message: /Wrap file:\/\/ URLs with `new URL`\. Received/ }],
  [[1], { code: 'ERR_INVALID_ARG_TYPE' }],
  [[new URL('data:,x'), { eval: true }], { code: 'ERR_INVALID_ARG_VALUE' }],
  [['', { eval: true, argv: 1 }], { code: 'ERR_INVALID_ARG_TYPE' }],
  [['', { eval: true, env: 1 }], { code: 'ERR_INVALID_ARG_TYPE', message: /worker_threads\.SHARE_ENV/ }],
  [['', { eval: true, execArgv: ['--no-such'] }],
   { code: 'ERR_WORKER_INVALID_EXEC_ARGV', message: 'Initiated Worker with invalid execArgv flags: --no-such' }],
  [['', { eval: true, workerData: () => {} }], { name: 'DataCloneError' }],
]) assert.throws(() => new Worker(...args), expected);

main().then(common.mustCall());
