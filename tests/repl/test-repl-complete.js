'use strict';
// Completion.
const common = require('../common');
const assert = require('node:assert');
const repl = require('node:repl');
const { PassThrough } = require('node:stream');

const server = repl.start({ input: new PassThrough(), output: new PassThrough(), allowBlockingCompletions: true });
server.write('var thing = { alpha: 1, beta: { gamma: 2 }, get risky() { throw new Error("read") } }\n');
server.write('let lexical = "text"\n');

function check(line, test) {
  server.complete(line, common.mustCall((err, [found, completed]) => {
    assert.ifError(err);
    test(found, completed);
  }));
}
const equal = (...expected) => (found, completed) => assert.deepStrictEqual([found, completed], expected);

check('.he', equal(['help'], 'he'));
check('thing.al', equal(['thing.alpha'], 'thing.al'));
check('const y = thing.beta.', (found, completed) => {
  assert.strictEqual(completed, 'thing.beta.');
  assert.ok(found.includes('thing.beta.gamma'));
  assert.ok(found.includes('thing.beta.hasOwnProperty'));
  assert.ok(!found.includes('thing.beta.__defineGetter__'));
});
check('thing.risky.', equal([], 'thing.risky.'));
check('new Ma', (found) => assert.deepStrictEqual(found, ['Map', 'Math']));
check('thing?.be', equal(['thing?.beta'], 'thing?.be'));
check('"text".at(', equal([], undefined));
check('lexical.toUpp', equal(['lexical.toUpperCase'], 'lexical.toUpp'));
check('require("string_', equal(['string_decoder'], 'string_'));
check('require("node:string_', equal(['node:string_decoder'], 'node:string_'));
check('import("./', (found, completed) => assert.strictEqual(completed, './'));
check('whil', equal(['while'], 'whil'));
// The elements of what is long are no completions, and take no time.
server.write('var view = new Uint8Array(1e6); view.extra = 1; var list = Array(1e5).fill(0); list.extra = 1\n');
for (const name of ['view', 'list']) {
  check(`${name}.ex`, equal([`${name}.extra`], `${name}.ex`));
  check(`${name}.`, (found) => assert.ok(found.length < 200 && found.includes(`${name}.length`)));
}
server.close();
