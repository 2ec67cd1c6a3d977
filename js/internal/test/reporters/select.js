'use strict';

// attach writes the reports of a stream to standard output, in the form that
// --test-reporter names.

function attach(stream) {
  const names = optionValues('--test-reporter');
  const { formatter } = require(`internal/test/reporters/${names.at(-1) ?? 'spec'}`);
  const format = formatter();
  stream.on('data', (event) => {
    const text = format(event);
    if (text) process.stdout.write(text);
  });
  stream.on('end', () => {
    const text = format(null);
    if (text) process.stdout.write(text);
  });
}

function optionValues(name) {
  const values = [];
  process.execArgv.forEach((word, i) => {
    if (word.startsWith(`${name}=`)) values.push(word.slice(name.length + 1));
    else if (word === name) values.push(process.execArgv[i + 1]);
  });
  return values.filter((value) => ['dot', 'junit', 'spec', 'tap'].includes(value));
}

module.exports = { attach };
