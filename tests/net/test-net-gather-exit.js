'use strict';
// What was written before the process ends in the same turn arrives.
const common = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const net = require('node:net');

const endings = {
  exit: 'process.exit(0)',
  uncaught: 'throw new Error("expected")',
  rejection: 'Promise.reject(new Error("expected"))',
};
for (const name of Object.keys(endings)) {
  const server = net.createServer(common.mustCall((socket) => {
    let text = '';
    socket.on('data', (chunk) => { text += chunk; });
    socket.on('error', () => {});
    socket.on('close', common.mustCall(() => {
      assert.strictEqual(text, 'onetwothree', name);
      server.close();
    }));
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    const script = `
      const socket = require('net').connect(${server.address().port}, '127.0.0.1', () => {
        socket.write('one'); socket.write('two'); socket.write('three');
        ${endings[name]};
      });`;
    spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  }));
}
