'use strict';
// An empty array of another type may be set at any place that there is.
require('../common');
const assert = require('assert');

const bytes = Buffer.from([1, 2, 3]);
bytes.set(new Uint16Array(0), 3);
bytes.set(new Float64Array(0));
assert.deepStrictEqual([...bytes], [1, 2, 3]);
assert.throws(() => bytes.set(new Uint16Array(0), 4), RangeError);
