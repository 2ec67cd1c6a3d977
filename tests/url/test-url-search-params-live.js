'use strict';
// A URL and its searchParams follow each other, iterators see what changes
// under them, and names are ordered by UTF-16 units.
require('../common');
const assert = require('assert');

const url = new URL('https://a/?x=1&y=2');
const { searchParams } = url;
searchParams.append('z', '\u00e9 +');
assert.strictEqual(url.href, 'https://a/?x=1&y=2&z=%C3%A9+%2B');
url.search = '?only=this';
assert.deepStrictEqual([...searchParams], [['only', 'this']]);
searchParams.delete('only');
assert.strictEqual(url.href, 'https://a/');
url.href = 'http://b/?c#d';
assert.strictEqual(searchParams.get('c'), '');
assert.strictEqual(url.searchParams, searchParams);

const params = new URLSearchParams('a=1&b=2&c=3');
const seen = [];
for (const [name] of params) {
  seen.push(name);
  params.delete(name);
}
assert.deepStrictEqual(seen, ['a', 'c']);

const order = new URLSearchParams([['\uffff', ''], ['\ud83d\ude00', ''], ['a', '2'], ['a', '1']]);
order.sort();
assert.deepStrictEqual([...order.keys()], ['a', 'a', '\ud83d\ude00', '\uffff']);
assert.deepStrictEqual(order.getAll('a'), ['2', '1']);

assert.throws(() => new URL('x', 'y'), { code: 'ERR_INVALID_URL', input: 'x', base: 'y', message: 'Invalid URL' });
