'use strict';
// A server that runs out of descriptors refuses connections and goes on when
// there are some again.
const common = require('../common');
if (common.isWindows) common.skip('descriptors are not limited');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');

if (process.argv[2] !== 'child') {
  // The limit is for a child: 64 descriptors.
  const child = spawnSync('sh', ['-c', `ulimit -n 64 && exec "${process.execPath}" "${__filename}" child`],
                          { encoding: 'utf8' });
  assert.strictEqual(child.status, 0, child.stderr);
} else {
  let accepted = 0;
  const server = net.createServer((socket) => {
    accepted++;
    socket.end('hello');
  });
  server.on('error', common.mustNotCall());
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    const { port } = server.address();
    const client = net.connect(port, '127.0.0.1', common.mustCall(() => {
      // This one is connected; now there are no descriptors left to accept with.
      const open = [];
      for (;;) {
        try {
          open.push(fs.openSync('/dev/null', 'r'));
        } catch {
          break;
        }
      }
      client.on('error', () => {});
      client.resume().on('close', common.mustCall(() => {
        for (const fd of open) fs.closeSync(fd);
        const before = accepted;
        let text = '';
        net.connect(port, '127.0.0.1').on('data', (chunk) => { text += chunk; }).on('close', common.mustCall(() => {
          assert.strictEqual(text, 'hello');
          assert.strictEqual(accepted, before + 1);
          server.close();
        }));
      }));
    }));
  }));
}
