'use strict';
// Runs rows in a REPL and gives what it prints behind each of its prompts.
const repl = require('node:repl');
const { PassThrough } = require('node:stream');

function run(rows, options) {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = '';
  output.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  const server = repl.start({ input, output, prompt: '§', useColors: false, ...options });
  return new Promise((resolve) => {
    server.on('exit', () => setImmediate(() => resolve({ server, shown: text.split('§').slice(1) })));
    input.end(`${rows.join('\n')}\n`);
  });
}

module.exports = { run };
