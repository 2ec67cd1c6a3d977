'use strict';
// Certificates for the tests, made for them alone: those of server, client and
// other are by the authority ca, self is by the key of other.

const fs = require('node:fs');
const path = require('node:path');

const read = (name) => fs.readFileSync(path.join(__dirname, 'keys', `${name}.pem`));
const pair = (name) => ({ key: read(`${name}-key`), cert: read(`${name}-cert`) });

module.exports = {
  ca: read('ca-cert'),
  server: pair('server'),
  client: pair('client'),
  other: pair('other'),
  self: { key: read('other-key'), cert: read('self-cert') },
};
