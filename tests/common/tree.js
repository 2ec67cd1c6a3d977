'use strict';
// Files for tests of modules.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

// tree makes a folder of the given files, { 'path/name': text }, which goes
// when the process ends, and returns its path.
module.exports = function tree(files) {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'gonet-tree-'));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text));
  }
  process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
};
