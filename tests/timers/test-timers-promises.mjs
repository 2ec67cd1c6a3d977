// timers/promises: values, what is aborted, and what it leaves behind.
import assert from 'node:assert';
import { setTimeout, setImmediate, setInterval, scheduler } from 'node:timers/promises';
import timers from 'node:timers';
import { promisify } from 'node:util';

assert.strictEqual(await setTimeout(1, 'value'), 'value');
assert.strictEqual(await setImmediate('value'), 'value');
assert.strictEqual(promisify(timers.setTimeout), setTimeout);
await scheduler.yield();
await scheduler.wait(1);

// Aborted before, and meanwhile: nothing keeps the process alive.
for (const start of [
  (signal) => setTimeout(1e6, null, { signal }),
  (signal) => setImmediate(null, { signal }),
  (signal) => scheduler.wait(1e6, { signal }),
  (signal) => setInterval(1e6, null, { signal }).next(),
]) {
  const aborted = { name: 'AbortError', code: 'ABORT_ERR' };
  await assert.rejects(start(AbortSignal.abort()), aborted);
  const controller = new AbortController();
  const promise = start(controller.signal);
  controller.abort('why');
  await assert.rejects(promise, { ...aborted, cause: 'why' });
}

// The interval gives each of its turns, also those that nobody waited for.
let turns = 0;
for await (const value of setInterval(2, 'turn')) {
  assert.strictEqual(value, 'turn');
  if (++turns === 1) await setTimeout(10);
  if (turns === 3) break;
}

await assert.rejects(setTimeout(1, null, { ref: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
await assert.rejects(setTimeout('soon'), { code: 'ERR_INVALID_ARG_TYPE' });
