'use strict';
// Paths of other drives do not end the search for an absolute path, and
// arguments in front of one are not looked at.
require('../common');
const assert = require('assert');
const { posix, win32 } = require('path');

assert.strictEqual(win32.resolve('c:/blah\\blah', 'd:/games', 'c:../a'), 'c:\\blah\\a');
assert.strictEqual(win32.resolve('//server/share', '../x'), '\\\\server\\share\\x');
assert.strictEqual(posix.resolve(5, '/a', '../b'), '/b');
assert.throws(() => posix.resolve('/a', 5), { code: 'ERR_INVALID_ARG_TYPE', message: /"paths\[1\]"/ });

assert.deepStrictEqual(posix.parse('/..'), { root: '/', dir: '/', base: '..', ext: '.', name: '.' });
assert.strictEqual(posix.basename('aaa/', 'aaaa'), 'aaa/');
assert.strictEqual(win32.normalize('test/../C:/Windows'), '.\\C:\\Windows');
assert.strictEqual(win32.relative('C:\\\u0130', 'C:\\\u0130\\a'), 'a');
assert.ok(posix.matchesGlob('src/a.test.js', 'src/*.{test,spec}.js'));
assert.ok(!posix.matchesGlob('src/.hidden/a', 'src/**/a'));
