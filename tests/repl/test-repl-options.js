'use strict';
// The options of start, and the properties of the server.
const common = require('../common');
const assert = require('node:assert');
const repl = require('node:repl');
const { run } = require('./session');

(async () => {
  const evaluated = (code, context, file, done) => {
    if (code === 'fail\n') done(new Error('failed'));
    else if (code.startsWith('more')) done(code.endsWith('end\n') ? null : new repl.Recoverable(new SyntaxError()), code);
    else done(null, code.length);
  };
  let { shown } = await run(['abc', 'more', 'end'], { eval: evaluated });
  assert.deepStrictEqual(shown, ['4\n', "| 'more\\nend\\n'\n", '']);

  ({ shown } = await run(['undefined', '1'], { ignoreUndefined: true, writer: (value) => `<${value}>` }));
  assert.deepStrictEqual(shown, ['', '<1>\n', '']);

  ({ shown } = await run(['delete Object.prototype'], { replMode: repl.REPL_MODE_STRICT }));
  assert.match(shown[0], /^Uncaught:?\sTypeError: Cannot delete property 'prototype'/);

  const seen = [];
  const handleError = (err) => {
    seen.push(err);
    return 'ignore';
  };
  await run(['throw 5'], { handleError });
  assert.deepStrictEqual(seen, [5]);

  // A context of its own, and one that is reset.
  const { server, shown: cleared } = await run(['mine = 1', '_ = 3', '1', '_', '.clear', 'typeof mine'], { useGlobal: false });
  assert.deepStrictEqual(cleared, [
    '1\n', 'Expression assignment to _ now disabled.\n3\n', '1\n', '3\n', 'Clearing context...\n', "'undefined'\n", '']);
  assert.strictEqual(globalThis.mine, undefined);
  assert.notStrictEqual(server.context, globalThis);
  assert.strictEqual(server.context.global, server.context);

  assert.throws(() => repl.start({ breakEvalOnSigint: true, eval: () => {} }), { code: 'ERR_INVALID_REPL_EVAL_CONFIG' });
  assert.throws(() => repl.start({ domain: {} }), { code: 'ERR_INVALID_ARG_VALUE' });
})().then(common.mustCall());

assert.ok(repl.isValidSyntax('{ a: 1 }'));
assert.ok(!repl.isValidSyntax('let'.repeat(2) + ' ='));
assert.ok(repl.builtinModules.includes('net'));
