'use strict';

// Reports as a character for each test.

const { inspect } = require('util');

const charactersInLine = 20;

function formatter() {
  let count = 0;
  const failed = [];
  return (event) => {
    if (event === null) {
      const details = failed.map(({ name, details: { error } }) => `\n✖ ${name}\n  ${inspect(error.cause ?? error)}\n`);
      return `\n${failed.length > 0 ? `\nFailed tests:\n${details.join('')}` : ''}`;
    }
    const { data, type } = event;
    if (type !== 'test:pass' && type !== 'test:fail') return '';
    if (type === 'test:fail') failed.push(data);
    return (type === 'test:pass' ? '.' : 'X') + (++count % charactersInLine === 0 ? '\n' : '');
  };
}

module.exports = { formatter };
