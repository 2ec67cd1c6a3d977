'use strict';
// sessionStorage: items as properties, and what it refuses.
require('../common');
const assert = require('node:assert');
const { inspect } = require('node:util');

sessionStorage.setItem('a', 1);
sessionStorage.b = 2;
assert.deepStrictEqual([sessionStorage.length, sessionStorage.a, sessionStorage.getItem('b'), sessionStorage.key(0)],
                       [2, '1', '2', 'a']);
assert.deepStrictEqual(Object.keys(sessionStorage), ['a', 'b']);
assert.ok('a' in sessionStorage && !('c' in sessionStorage));
assert.strictEqual(JSON.stringify(sessionStorage), '{"a":"1","b":"2"}');
assert.strictEqual(inspect(sessionStorage), "Storage { a: '1', b: '2' }");
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(sessionStorage, 'b'),
                       { value: '2', writable: true, enumerable: true, configurable: true });
assert.deepStrictEqual([sessionStorage.getItem('zz'), sessionStorage.key(9)], [null, null]);
delete sessionStorage.a;
sessionStorage.getItem = 'q';
assert.strictEqual(typeof sessionStorage.getItem, 'function');
assert.strictEqual(sessionStorage.length, 2);
assert.throws(() => sessionStorage.getItem(), { message: "Failed to execute 'getItem' on 'Storage': 1 argument required" });
assert.throws(() => sessionStorage.setItem('x'), { message: "Failed to execute 'setItem' on 'Storage': 2 arguments required" });
assert.throws(() => sessionStorage.setItem('big', 'x'.repeat(11 * 1024 * 1024)), { name: 'QuotaExceededError' });
assert.throws(() => new Storage(), { message: 'Illegal constructor' });
assert.throws(() => Storage.prototype.getItem.call({}, 'x'), { name: 'TypeError', message: 'Illegal invocation' });
sessionStorage.clear();
assert.strictEqual(sessionStorage.length, 0);
