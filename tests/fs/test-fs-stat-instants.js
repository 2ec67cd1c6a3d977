'use strict';
// The times of a file as Temporal.Instant, to the nanosecond.
require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const plain = fs.statSync(__filename);
const big = fs.statSync(__filename, { bigint: true });
for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
  const instant = plain[`${name}Instant`];
  assert.ok(instant instanceof Temporal.Instant);
  assert.strictEqual(plain[`${name}Instant`], instant);
  assert.strictEqual(instant.epochNanoseconds, big[`${name}Ns`]);
  assert.strictEqual(big[`${name}Instant`].epochNanoseconds, big[`${name}Ns`]);
  assert.strictEqual(instant.epochMilliseconds, Math.floor(plain[`${name}Ms`]));
}
assert.ok(Object.keys(plain).includes('mtimeInstant'));
plain.mtimeInstant = 1;
assert.strictEqual(plain.mtimeInstant, 1);

// A Stats without times has no instants either.
const made = Object.create(fs.Stats.prototype);
assert.throws(() => made.mtimeInstant, {
  name: 'RangeError', message: 'The number NaN cannot be converted to a BigInt because it is not an integer',
});

// Before 1970.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-'));
const file = path.join(folder, 'old');
fs.writeFileSync(file, '');
fs.utimesSync(file, new Date(-1500), new Date(-1500));
assert.strictEqual(fs.statSync(file).mtimeInstant.toString(), '1969-12-31T23:59:58.5Z');
fs.rmSync(folder, { recursive: true });
