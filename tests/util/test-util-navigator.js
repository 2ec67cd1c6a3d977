'use strict';
// The global navigator and its locks.
const common = require('../common');
const assert = require('node:assert');
const os = require('node:os');

assert.strictEqual(navigator.userAgent, `Node.js/${process.versions.node.split('.')[0]}`);
assert.strictEqual(navigator.hardwareConcurrency, os.availableParallelism());
assert.strictEqual(navigator.languages[0], navigator.language);
assert.ok(Object.isFrozen(navigator.languages));
assert.throws(() => new Navigator(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });

const seen = [];
const { locks } = navigator;
(async () => {
  let release;
  const first = locks.request('a', common.mustCall((lock) => {
    seen.push(`${lock.name} ${lock.mode}`);
    return new Promise((resolve) => { release = resolve; });
  }));
  const second = locks.request('a', common.mustCall(() => { seen.push('second'); return 5; }));
  assert.strictEqual(await locks.request('a', { ifAvailable: true }, (lock) => lock), null);
  assert.strictEqual(await locks.request('b', { mode: 'shared' }, ({ mode }) => mode), 'shared');
  const { held, pending } = await locks.query();
  assert.deepStrictEqual([held.map(({ name }) => name), pending.map(({ mode }) => mode)], [['a'], ['exclusive']]);
  const controller = new AbortController();
  const third = locks.request('a', { signal: controller.signal }, common.mustNotCall());
  controller.abort();
  await assert.rejects(third, { name: 'AbortError' });
  release('done');
  assert.deepStrictEqual([await first, await second], ['done', 5]);
  assert.deepStrictEqual(seen, ['a exclusive', 'second']);
  await assert.rejects(locks.request('-x', () => {}), { name: 'NotSupportedError' });
  const held2 = locks.request('c', () => new Promise(() => {}));
  assert.strictEqual(await locks.request('c', { steal: true }, () => 'stolen'), 'stolen');
  await assert.rejects(held2, { name: 'AbortError' });
})().then(common.mustCall());
