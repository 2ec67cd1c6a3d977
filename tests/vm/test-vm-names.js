'use strict';
// How the scripts of a context find, assign and delete what they name.
require('../common');
const assert = require('node:assert');
const vm = require('node:vm');

const context = vm.createContext(Object.defineProperties({}, {
  fixed: { value: 1 },
  computed: { get: () => 7 },
}));
const run = (code) => vm.runInContext(code, context);
const readOnly = { name: 'TypeError', message: "Cannot assign to read only property 'fixed' of object '[object Object]'" };

// What cannot be assigned to stays, and is an error in strict code only.
assert.strictEqual(run('fixed = 2; fixed'), 1);
assert.strictEqual(run('computed = 2; computed'), 7);
assert.throws(() => run('"use strict"; fixed = 2'), readOnly);
assert.throws(() => run('(function() { "use strict"; fixed = 2 })()'), readOnly);
assert.throws(() => run('"use strict"; missing = 1'), { name: 'ReferenceError', message: 'missing is not defined' });
assert.strictEqual(run('delete fixed'), false);
assert.strictEqual(run('var fixed = 3; fixed'), 1);

// Variables stay, whatever becomes of the property.
assert.strictEqual(run('var kept = "v"; delete kept'), false);
assert.strictEqual(run('kept'), 'v');
run('var outside = 1');
delete context.outside;
assert.strictEqual(run('typeof outside + outside'), 'number1');
assert.strictEqual(run('outside = 2; outside') + context.outside, 4);
assert.strictEqual(run('loose = 1; delete loose'), true);
assert.strictEqual(run('typeof loose'), 'undefined');
assert.strictEqual(run('var Math; typeof Math'), 'object');

// let and const are those of all scripts.
run('const constant = 1; let changing = 1');
assert.throws(() => run('"use strict"; constant = 2'), { name: 'TypeError', message: 'Assignment to constant variable.' });
assert.strictEqual(run('"use strict"; changing = 2; changing'), 2);
assert.throws(() => run('later; let later = 1'), { name: 'ReferenceError', message: "Cannot access 'later' before initialization" });

// An object that takes no properties.
const frozen = vm.createContext(Object.freeze({ a: 1 }));
assert.strictEqual(vm.runInContext('b = 1; typeof b', frozen), 'number');
assert.strictEqual(vm.runInContext('a = 2; a', frozen), 1);

// One with traps, and one with prototypes.
assert.strictEqual(vm.runInNewContext('f() + typeof g', new Proxy({ f: () => 9 }, {})), '9undefined');
const derived = vm.createContext(Object.create({ inherited: 1 }));
assert.strictEqual(vm.runInContext('inherited++; inherited', derived), 2);
assert.deepStrictEqual(Object.keys(derived), ['inherited']);
assert.throws(() => vm.runInNewContext('x = 1', { set x(v) { throw new RangeError('no'); } }), { name: 'RangeError', message: 'no' });
assert.strictEqual(vm.runInNewContext('(function f() { return this === globalThis })()', {}), true);

// A time limit reaches what is called for a name.
const slow = { get x() { for (;;); } };
assert.throws(() => vm.runInNewContext('x', slow, { timeout: 20 }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
