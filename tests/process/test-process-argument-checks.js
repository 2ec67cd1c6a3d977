'use strict';
// What the functions of process say of bad arguments, and what is said once only.
const common = require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const says = (message, code) => ({ message: new RegExp(message), ...(code && { code }) });

assert.throws(() => process.umask(null), says('"mask" argument must be of type number. Received undefined'));
for (const bad of [1, {}])
  assert.throws(() => process.loadEnvFile(bad), says('"path" argument must be of type string or an instance of Buffer or URL'));
assert.throws(() => process.loadEnvFile(new URL('file:///no/such/file')), { code: 'ENOENT', syscall: 'open' });
assert.throws(() => process.binding('no such'), says('^No such module: no such$'));
assert.throws(() => process.dlopen({}, 'x'), says('^Cannot convert undefined or null to object$'));
assert.throws(() => process.dlopen(), says('^process.dlopen needs at least 2 arguments$', 'ERR_MISSING_ARGS'));

assert.strictEqual(process.sourceMapsEnabled, false);
process.setSourceMapsEnabled(true);
assert.strictEqual(process.sourceMapsEnabled, true);
assert.ok(process.release.headersUrl.includes(process.version));

require('node:fs').stat('.', common.mustSucceed());
assert.ok(process.getActiveResourcesInfo().includes('FSReqCallback'));

// A feature that may change says so the first time; Node 26.12 has made this one stable.
const script = `for (const object of [{}, {}]) {
  process.finalization.register(object, () => {});
  process.finalization.unregister(object);
}`;
const { stderr, status } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
assert.strictEqual(status, 0);
for (const name of ['register', 'unregister']) {
  const count = stderr.split(`finalization.${name} is an experimental`).length - 1;
  assert.ok(count === 1 || (count === 0 && stderr === ''), stderr);
}
