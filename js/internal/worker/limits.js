'use strict';

// resourceLimits: what a script asks for is told to the worker. Memory is
// Go's, one heap for all threads, so that none is kept.

const names = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];
const defaults = [48, 2096, 0, 4];

// limitsOf lists what the option asks for, in the order of names.
function limitsOf(option) {
  const given = typeof option === 'object' && option !== null ? option : {};
  return names.map((name, i) => {
    const value = given[name];
    if (typeof value !== 'number') return defaults[i];
    return name === 'codeRangeSizeMb' || value > 0 ? value : defaults[i];
  });
}

function objectOf(list) {
  return Object.fromEntries(names.map((name, i) => [name, list[i]]));
}

module.exports = { limitsOf, objectOf };
