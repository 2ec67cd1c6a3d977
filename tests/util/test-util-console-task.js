'use strict';
// console.createTask, and what util.aborted says of what is no signal.
const common = require('../common');
const assert = require('node:assert');
const util = require('node:util');

for (const name of [undefined, '', 5])
  assert.throws(() => console.createTask(name), { name: 'Error', message: 'First argument must be a non-empty string.' });
const task = console.createTask('work');
assert.strictEqual(task.run(common.mustCall((...args) => args.length, 1), 1, 2), 0);
assert.throws(() => task.run(), { message: 'First argument must be a function.' });
assert.throws(() => task.run.call({}, () => {}), { message: "'run' called with illegal receiver." });

for (const signal of [undefined, 5, {}]) {
  util.aborted(signal, {}).catch(common.mustCall((error) => {
    assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
    assert.strictEqual(error.message, 'signal is not of type AbortSignal.');
  }));
}
