'use strict';
// What the test scripts share: checks that calls happen, in the manner of
// Node's own tests. Scripts that use it pass on Node too.
const assert = require('node:assert');

const expected = [];

process.on('exit', (code) => {
  if (code !== 0) return;
  const missed = expected.filter((e) => e.actual < e.least || e.actual > e.most);
  for (const e of missed) {
    console.error(`Wrong number of calls of ${e.name}: ${e.actual}, not ${e.wanted}\n${e.stack}`);
  }
  if (missed.length) process.exit(1);
});

function counted(fn, least, most, wanted) {
  if (typeof fn === 'number') throw new TypeError('the function comes first');
  const entry = {
    name: (fn && fn.name) || '<anonymous>', least, most, wanted, actual: 0,
    stack: String(new Error().stack).split('\n').slice(3, 4).join('\n'),
  };
  expected.push(entry);
  return function(...args) {
    entry.actual++;
    return fn ? fn.apply(this, args) : undefined;
  };
}

// mustCall returns fn with a check that it is called exactly n times.
function mustCall(fn, n = 1) {
  return counted(fn, n, n, `exactly ${n}`);
}

// mustCallAtLeast is mustCall for n times or more.
function mustCallAtLeast(fn, n = 1) {
  return counted(fn, n, Infinity, `at least ${n}`);
}

// mustNotCall returns a function that fails the test when it is called.
function mustNotCall(message = 'function should not have been called') {
  return function(...args) {
    assert.fail(args.length ? `${message}: ${args.map(String).join(', ')}` : message);
  };
}

// mustSucceed is mustCall for a callback whose first argument is an error.
function mustSucceed(fn, n) {
  return mustCall(function(err, ...args) {
    assert.ifError(err);
    return fn ? fn.apply(this, args) : undefined;
  }, n);
}

// expectsError returns a check of an error's properties for assert.throws or
// a callback; message may be a regular expression.
function expectsError(properties, n = 1) {
  return mustCall((err) => {
    for (const key of Object.keys(properties)) {
      const want = properties[key];
      if (want instanceof RegExp) assert.match(String(err[key]), want);
      else assert.strictEqual(err[key], want, `${key} of ${err && err.stack}`);
    }
    return true;
  }, n);
}

// skip ends the script with success where it cannot be run.
function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(0);
}

// order returns a function that notes events, and checks them at the end.
function order(...events) {
  const seen = [];
  process.on('exit', (code) => {
    if (code === 0) assert.deepStrictEqual(seen, events);
  });
  return (event) => seen.push(event);
}

let sockets = 0;

// socketPath returns a new path for a socket: short, and removed at exit.
function socketPath() {
  const name = `gonet-${process.pid}-${++sockets}.sock`;
  if (isWindows) return `\\\\.\\pipe\\${name}`;
  const file = require('node:path').join(require('node:os').tmpdir(), name);
  process.on('exit', () => {
    try {
      require('node:fs').unlinkSync(file);
    } catch {
      // It is gone already.
    }
  });
  return file;
}

const isWindows = process.platform === 'win32';
const isLinux = process.platform === 'linux';

module.exports = {
  mustCall, mustCallAtLeast, mustNotCall, mustSucceed, expectsError, skip, order, socketPath,
  isWindows, isLinux, localhostIPv4: '127.0.0.1',

  // hasIPv6 says whether this host has an IPv6 address, be it the loopback's.
  get hasIPv6() {
    return Object.values(require('node:os').networkInterfaces()).some(
      (addresses) => addresses.some((a) => a.family === 'IPv6'));
  },
};
