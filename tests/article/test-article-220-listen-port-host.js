'use strict';
// Lines 218-221: the numeric form.
const common = require('../common');
const net = require('node:net');

const server = net.createServer();
server.listen(0, '127.0.0.1');
server.on('listening', common.mustCall(() => server.close()));
