'use strict';
// The order of ticks, microtasks, timers and immediates.
const common = require('../common');

// All of this script runs before anything else.
{
  const step = common.order('sync', 'tick', 'microtask', 'tick of microtask', 'timer', 'tick of timer',
                            'second timer');
  setTimeout(() => {
    step('timer');
    process.nextTick(step, 'tick of timer');
  }, 1);
  setTimeout(step, 1, 'second timer');
  Promise.resolve().then(() => {
    step('microtask');
    process.nextTick(step, 'tick of microtask');
  });
  process.nextTick(step, 'tick');
  step('sync');
}

// An immediate that is added by one runs in the next iteration, after the
// others; ticks run after each.
{
  const step = common.order('first', 'tick', 'second', 'added');
  setImmediate(() => {
    step('first');
    process.nextTick(step, 'tick');
    setImmediate(step, 'added');
  });
  setImmediate(step, 'second');
}

// One that is cleared by an earlier one does not run, be it in this turn.
{
  setImmediate(() => {
    clearImmediate(immediate);
    clearTimeout(timer);
  });
  const immediate = setImmediate(common.mustNotCall());
  const timer = setTimeout(common.mustNotCall(), 1000);
}
