// Questions, of both modules, and signals that end them.
import common from '../common/index.js';
import assert from 'node:assert';
import readline from 'node:readline';
import promises from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';

function open(module) {
  const input = new PassThrough();
  const output = new PassThrough();
  const rl = module.createInterface({ input, output });
  return { input, output, rl };
}

{
  const { input, output, rl } = open(readline);
  rl.question('name? ', common.mustCall((answer) => {
    assert.strictEqual(answer, 'gonet');
    assert.strictEqual(rl.getPrompt(), '> ');
    rl.on('line', common.mustCall((line) => assert.strictEqual(line, 'next')));
  }));
  rl.question('not asked', common.mustNotCall());
  assert.strictEqual(String(output.read()) + String(output.read()), 'name? name? ');
  input.write('gonet\nnext\n');
}

{
  const { input, rl } = open(readline);
  const controller = new AbortController();
  rl.question('?', { signal: controller.signal }, common.mustNotCall());
  controller.abort();
  rl.on('line', common.mustCall());
  input.write('a line\n');
  rl.question('?', { signal: AbortSignal.abort() }, common.mustNotCall());
  assert.throws(() => rl.question('?', { signal: 1 }, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
}

{
  const { input, rl } = open(readline);
  const question = promisify(rl.question).bind(rl);
  const answer = question('?');
  input.write('yes\n');
  assert.strictEqual(await answer, 'yes');
  await assert.rejects(question('?', { signal: AbortSignal.abort() }), { name: 'AbortError' });
  rl.close();
  assert.throws(() => rl.question('?', () => {}), { code: 'ERR_USE_AFTER_CLOSE' });
}

{
  const { input, rl } = open(promises);
  const answer = rl.question('?');
  input.write('yes\n');
  assert.strictEqual(await answer, 'yes');

  const controller = new AbortController();
  const aborted = rl.question('?', { signal: controller.signal });
  controller.abort(new Error('why'));
  await assert.rejects(aborted, (err) => err.name === 'AbortError' && err.cause.message === 'why');
  rl.close();
  await assert.rejects(rl.question('?'), { code: 'ERR_USE_AFTER_CLOSE' });
}

// ^C and ^D leave no question open.
for (const [key, message] of [['c', 'Aborted with Ctrl+C'], ['d', 'Aborted with Ctrl+D']]) {
  const input = new PassThrough();
  const rl = promises.createInterface({ input, output: new PassThrough(), terminal: true });
  const answer = rl.question('?');
  rl.write(null, { ctrl: true, name: key });
  await assert.rejects(answer, { name: 'AbortError', message });
}
