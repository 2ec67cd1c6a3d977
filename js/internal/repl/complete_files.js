'use strict';

// Completion of the names of files and modules.

const fs = require('fs');
const Module = require('module');
const path = require('path');
const { folder } = require('internal/repl/context');

// As npm names what it installs beside another version.
const versioned = /-\d+\.\d+/;

const importable = ['.js', '.cjs', '.mjs', '.json', '.wasm', '.ts', '.cts', '.mts', '.node'];

function entriesOf(dir) {
  try {
    return fs.readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}

function entriesOfModules(dir) {
  return entriesOf(dir).filter(({ name }) => !versioned.test(name) && name !== '.npm');
}

function startOf(name) {
  if (name === '.') return ['./', '../'];
  return name === '..' ? ['../'] : null;
}

function foldersFor(name, globalPaths) {
  return /^\.\.?\//.test(name) ? [process.cwd()] : [...Module._nodeModulePaths(folder()), ...globalPaths];
}

function completeRequire(name, within) {
  const extensions = Object.keys(Module._extensions);
  const starts = [...extensions.map((extension) => `index${extension}`), 'package.json', 'index'];
  return startOf(name) ?? foldersFor(name, Module.globalPaths).flatMap((dir) => {
    dir = path.resolve(dir, within);
    return entriesOfModules(dir).flatMap((entry) => {
      if (entry.isDirectory()) return folderNames(dir, within + entry.name, entry.name, starts);
      const extension = path.extname(entry.name);
      const base = entry.name.slice(0, -extension.length);
      return extensions.includes(extension) && (within === '' || base !== 'index') ? [within + base] : [];
    });
  });
}

function completeImport(name, within) {
  const starts = [...importable.map((extension) => `index${extension}`), 'package.json'];
  return startOf(name) ?? foldersFor(name, []).flatMap((dir) => {
    dir = path.resolve(dir, within);
    const packages = within === '' && path.basename(dir) === 'node_modules';
    return entriesOfModules(dir).flatMap((entry) => {
      if (entry.isDirectory()) return folderNames(dir, within + entry.name, entry.name, packages ? starts : []);
      return importable.includes(path.extname(entry.name)) ? [within + entry.name] : [];
    });
  });
}

// folderNames: what is in a folder can be named, and, if it has one of starts,
// itself.
function folderNames(dir, shown, name, starts) {
  const loads = starts.length > 0 && entriesOf(path.resolve(dir, name)).some((entry) => starts.includes(entry.name));
  return loads ? [`${shown}/`, shown] : [`${shown}/`];
}

function completeFile(text) {
  const inside = entriesOf(text);
  const base = inside.length > 0 ? '' : path.basename(text);
  const entries = inside.length > 0 ? inside : entriesOf(path.dirname(text));
  return [entries.map(({ name }) => name).filter((name) => name.startsWith(base)), base];
}

module.exports = { completeFile, completeImport, completeRequire };
