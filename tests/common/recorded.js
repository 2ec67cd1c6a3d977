'use strict';
// Compares what expressions give with what they gave on Node, as recorded in
// fixtures beside the test. Run a test on Node 26 with RECORD=1 to record.
const assert = require('node:assert');
const path = require('node:path');
const util = require('node:util');

// text makes one text of whatever an expression gave or threw.
function text(run) {
  try {
    const value = run();
    return typeof value === 'string' ? value : util.inspect(value);
  } catch (error) {
    const { code, name, message } = error;
    return `throws ${util.inspect({ name, code, message })}`;
  }
}

// recorded evaluates the lines of source, each an expression that sees names.
module.exports = function recorded(filename, source, names) {
  const file = path.join(path.dirname(filename), 'fixtures', `${path.basename(filename, '.js')}.json`);
  const cases = source.trim().split('\n').map((expression) => {
    const run = new Function(...Object.keys(names), `return (${expression});`);
    return [expression, text(() => run(...Object.values(names)))];
  });
  if (process.env.RECORD) {
    require('node:fs').writeFileSync(file, `${JSON.stringify(cases, null, 1)}\n`);
    return;
  }
  const failures = [];
  const wanted = new Map(require(file));
  for (const [expression, got] of cases) {
    if (got !== wanted.get(expression)) failures.push(`${expression}\ngot  ${got}\nwant ${wanted.get(expression)}`);
  }
  assert.strictEqual(failures.length, 0, failures.join('\n\n'));
};
