'use strict';

// The time as the header Date has it, made once a second.

let second = -1;
let text = '';

function utcDate() {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    text = new Date(now * 1000).toUTCString();
  }
  return text;
}

module.exports = { utcDate };
