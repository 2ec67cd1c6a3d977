'use strict';
// Separators that turn into an empty string.
require('../common');
const assert = require('node:assert');
const querystring = require('node:querystring');

const parse = (...args) => ({ ...querystring.parse(...args) });
assert.deepStrictEqual(parse('a=1&b', []), { a: '' });
assert.deepStrictEqual(parse('a=1+2+3', []), { a: '1 2 ' });
assert.deepStrictEqual(parse('a', []), { a: '' });
assert.deepStrictEqual(parse('a', null, []), { '': 'a' });
assert.deepStrictEqual(parse('a=1&b', null, []), { '': ['a=1', 'b'] });
assert.deepStrictEqual(parse('a;b', ';'), { a: '', b: '' });
