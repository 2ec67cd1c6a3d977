// get-port: free ports, and those that are taken.
import '../common/index.js';
import assert from 'node:assert';
import { once } from 'node:events';
import net from 'node:net';
import getPort, { clearLockedPorts, portNumbers } from 'get-port';

const port = await getPort({ host: '127.0.0.1' });
assert.ok(port >= 1024 && port <= 65535);

const server = net.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const taken = server.address().port;
assert.notStrictEqual(await getPort({ port: taken, host: '127.0.0.1' }), taken);
server.close();
await once(server, 'close');

// A port is given out once, until the locks are cleared.
const some = await getPort({ host: '127.0.0.1' });
assert.notStrictEqual(await getPort({ port: some, host: '127.0.0.1' }), some);
clearLockedPorts();

assert.deepStrictEqual([...portNumbers(3000, 3002)], [3000, 3001, 3002]);
assert.throws(() => portNumbers(3002, 3000), { name: 'RangeError' });
await assert.rejects(getPort({ exclude: 'x' }), { name: 'TypeError' });
