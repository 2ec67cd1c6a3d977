'use strict';
// Timers of one duration fire in the order in which they were started or
// refreshed; those started meanwhile wait for the next turn.
const common = require('../common');
const assert = require('node:assert');

{
  const step = common.order('b', 'c', 'a', 'started by c');
  const a = setTimeout(step, 20, 'a');
  setTimeout(step, 20, 'b');
  setTimeout(() => {
    step('c');
    setTimeout(step, 20, 'started by c');
  }, 20);
  a.refresh();
}

// A refreshed timer runs again after it has fired; a closed one does not.
{
  let runs = 0;
  const t = setTimeout(common.mustCall(() => {
    if (++runs < 3) t.refresh();
    else t.close();
  }, 3), 1);
  assert.strictEqual(t.hasRef(), true);
  assert.strictEqual(t.unref().hasRef(), false);
  t.ref();
}

// A timer is known by its number, too, be it a string.
{
  const t = setTimeout(common.mustNotCall(), 5);
  assert.strictEqual(typeof +t, 'number');
  clearTimeout(`${+t}`);
  assert.strictEqual(t._destroyed, true);
}

// using: a timer that ends with its block.
{
  const t = setInterval(common.mustNotCall(), 1);
  t[Symbol.dispose]();
  const i = setImmediate(common.mustNotCall());
  i[Symbol.dispose]();
}
