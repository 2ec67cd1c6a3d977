'use strict';
// URLPattern in its two forms, with named and numbered groups.
require('../common');
const assert = require('assert');
const { URLPattern } = require('url');

const pattern = new URLPattern('https://*.example.com/users/:id/(\\d+)');
const found = pattern.exec('https://api.example.com/users/42/7');
assert.strictEqual(found.hostname.groups['0'], 'api');
assert.deepStrictEqual({ ...found.pathname.groups }, { id: '42', 0: '7' });
assert.ok(pattern.hasRegExpGroups);
assert.strictEqual(pattern.pathname, '/users/:id/(\\d+)');

const relative = new URLPattern({ pathname: '/a/*' });
assert.ok(relative.test('https://anywhere/a/b/c'));
assert.ok(!relative.test({ pathname: '/b' }));
assert.ok(new URLPattern({ pathname: '/A' }, { ignoreCase: true }).test({ pathname: '/a' }));
assert.throws(() => new URLPattern({ hostname: '{' }), { code: 'ERR_INVALID_URL_PATTERN' });
assert.throws(() => new URLPattern('/a'), TypeError);
