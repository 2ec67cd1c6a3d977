'use strict';

// The standard output streams over anything that is no terminal, pipe or socket:
// what is written is out when write returns.

const { Writable } = require('stream');

function SyncWriteStream(fd, write) {
  Writable.call(this, { autoDestroy: true, write });
  this.fd = fd;
  this.readable = false;
  this.autoClose = false;
}
Object.setPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(SyncWriteStream, Writable);

module.exports = { SyncWriteStream };
