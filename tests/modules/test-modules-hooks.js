'use strict';
// module.registerHooks: the latest hook runs first, for require and for import,
// and what it makes up needs no file.
const common = require('../common');
const assert = require('node:assert');
const { registerHooks } = require('node:module');

const seen = [];
const outer = registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('virtual:')) return { url: specifier, format: specifier.endsWith('.json') ? 'json' : 'module', shortCircuit: true };
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.startsWith('virtual:')) return next(url, context);
    seen.push(context.format);
    const source = url.endsWith('.json') ? '{"a":[1]}' : `export const url = ${JSON.stringify(url)};`;
    return { format: context.format, source: Buffer.from(source), shortCircuit: true };
  },
});
const inner = registerHooks({
  resolve(specifier, context, next) {
    const result = next(specifier.startsWith('alias') ? 'virtual:one' : specifier, context);
    assert.ok(context.conditions.includes('node'));
    return result;
  },
});

assert.strictEqual(require('alias').url, 'virtual:one');
assert.deepStrictEqual(require('virtual:data.json'), { a: [1] });
assert.strictEqual(require('fs'), require('node:fs'));
import('virtual:two').then(common.mustCall((ns) => {
  assert.strictEqual(ns.url, 'virtual:two');
  assert.deepStrictEqual(seen, ['module', 'json', 'module']);
  inner.deregister();
  assert.throws(() => require('alias/again'), { code: 'MODULE_NOT_FOUND' });
  const bad = registerHooks({ resolve: () => ({ url: 'virtual:x' }) });
  assert.throws(() => require('x'), { code: 'ERR_INVALID_RETURN_PROPERTY_VALUE' });
  bad.deregister();
  outer.deregister();
}));
