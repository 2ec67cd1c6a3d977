'use strict';
// Values of the process object, and the checks of its functions' arguments.
const common = require('../common');
const assert = require('node:assert');
const os = require('node:os');
const path = require('node:path');

assert.strictEqual(process.argv[1], __filename);
assert.ok(path.isAbsolute(process.execPath) && path.isAbsolute(process.cwd()));
assert.match(process.version, /^v26\.\d+\.\d+$/);
assert.strictEqual(process.versions.node, process.version.slice(1));
assert.strictEqual(process.release.name, 'node');
assert.strictEqual(process.platform, os.platform());
assert.strictEqual(process.arch, os.arch());
assert.strictEqual(Object.prototype.toString.call(process), '[object process]');
assert.ok(Object.getOwnPropertyDescriptor(globalThis, 'process').enumerable === false);

// The clock.
{
  const then = process.hrtime();
  const since = process.hrtime(then);
  assert.ok(since[0] >= 0 && since[1] >= 0 && since[1] < 1e9);
  const now = process.hrtime.bigint();
  assert.ok(process.hrtime.bigint() >= now);
  assert.throws(() => process.hrtime(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => process.hrtime([1]), { code: 'ERR_OUT_OF_RANGE' });
  assert.ok(process.uptime() > 0);
}

// What is used.
for (const key of ['rss', 'heapTotal', 'heapUsed', 'external', 'arrayBuffers']) {
  assert.strictEqual(typeof process.memoryUsage()[key], 'number');
}
assert.ok(process.memoryUsage.rss() > 1e6);
{
  const before = process.cpuUsage();
  const { user, system } = process.cpuUsage(before);
  assert.ok(user >= 0 && system >= 0);
  assert.throws(() => process.cpuUsage({ user: -1, system: 0 }), { code: 'ERR_INVALID_ARG_VALUE' });
}
assert.ok(process.resourceUsage().maxRSS > 0);

// The folder.
{
  const dir = process.cwd();
  process.chdir(os.tmpdir());
  assert.strictEqual(process.cwd(), require('node:fs').realpathSync(os.tmpdir()));
  assert.throws(() => process.chdir('/does/not/exist'), {
    code: 'ENOENT', syscall: 'chdir', path: process.cwd(), dest: '/does/not/exist',
  });
  process.chdir(dir);
}

// What is active.
{
  const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const t = setTimeout(() => {}, 1e6);
  assert.strictEqual(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length, before + 1);
  t.unref();
  assert.strictEqual(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length, before);
}

if (!common.isWindows) {
  const mask = process.umask(0o27);
  assert.strictEqual(process.umask(mask), 0o27);
  assert.ok(process.getgroups().every(Number.isInteger));
  assert.throws(() => process.setuid('gonet-no-such-user'), { code: 'ERR_UNKNOWN_CREDENTIAL' });
}
assert.throws(() => process.kill(process.pid, 'SIGNOTHING'), { code: 'ERR_UNKNOWN_SIGNAL' });
assert.throws(() => process.kill('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(process.kill(process.pid, 0), true);
assert.throws(() => process.nextTick(5), { code: 'ERR_INVALID_ARG_TYPE' });
