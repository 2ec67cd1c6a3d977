'use strict';

// Completion of code.

const Module = require('module');
const { acorn: { isIdentifierChar, isIdentifierStart }, parse } = require('internal/repl/acorn');
const { contextOf, intrinsics } = require('internal/vm/context');
const { builtinLibs } = require('internal/repl/context');
const { completeFile, completeImport, completeRequire } = require('internal/repl/complete_files');
const { globalNames } = require('internal/repl/evaluate');
const { evaluateAside } = require('internal/repl/input');
const { targetOf } = require('internal/repl/complete_target');
const { hasSideEffects } = require('internal/repl/complete_getters');
const { nonIndexNames } = require('internal/util/inspect');

const specifier = `['"\`](([\\w@./:-]+\\/)?(?:[\\w@./:-]*))(?![^'"\`])$`;
const inImport = new RegExp(`\\bimport\\s*\\(\\s*${specifier}`);
const inRequire = new RegExp(`\\brequire\\s*\\(\\s*${specifier}`);
const inFile = /fs(?:\.promises)?\.\s*[a-z][a-zA-Z]+\(\s*["'](.*)/;

const keywords = [
  'async', 'await', 'break', 'case', 'catch', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else',
  'export', 'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'let', 'new', 'null', 'return',
  'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield',
];

const legacy = new Set(['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__']);

const withScheme = Module.builtinModules.map((name) => name.startsWith('node:') ? name : `node:${name}`);

// How far up the prototypes names are taken from.
const mostPrototypes = 5;

// complete calls back with the completions, those of the object itself last,
// and with the text that they complete.
function complete(repl, line, callback) {
  line = line.trimStart();
  const done = (groups, completed, filter = completed) =>
    callback(null, [arrange(groups, filter), completed]);
  let match;
  if ((match = /^\.(\w*)$/.exec(line)) !== null) return done([Object.keys(repl.commands)], match[1]);
  if ((match = inRequire.exec(line)) !== null) return done(modules(completeRequire, repl, match), match[1]);
  if ((match = inImport.exec(line)) !== null) return done(modules(completeImport, repl, match), match[1]);
  if (repl.allowBlockingCompletions && (match = inFile.exec(line)) !== null) {
    const [names, base] = completeFile(match[1]);
    return done([names], base, '');
  }
  if (line !== '' && !/[\w.$]$/.test(line)) return done([], undefined);
  completeExpression(repl, line, done);
}

function modules(find, repl, [, name, folder = '']) {
  const found = repl.allowBlockingCompletions ? find(name, folder) : [];
  return [...found.length > 0 ? [found] : [], [...builtinLibs.get()], withScheme];
}

function completeExpression(repl, line, done) {
  const target = line === '' ? '' : targetOf(line);
  if (line !== '' && !target) return done([], undefined);
  const dot = target.lastIndexOf('.');
  let object = target.slice(0, Math.max(dot, 0));
  const filter = target.slice(dot + 1);
  if (object === '') return done(namesInScope(repl, filter), target, filter);

  const parsable = target.endsWith('.') ? `${target}x` : target;
  let tree;
  try {
    tree = parse(parsable, { sourceType: 'module' });
  } catch {
    return done([], target, '');
  }
  hasSideEffects(repl, tree.body[0].expression, parsable, (risky) => {
    if (risky) return done([], target, '');
    const chaining = object.endsWith('?') ? '?.' : '.';
    if (chaining === '?.') object = object.slice(0, -1);
    evaluateAside(repl, `try { ${object} } catch {}`, (err, value) => {
      const start = object + chaining;
      const groups = namesUpFrom(value).map((names) => names.map((name) => start + name));
      done(groups, target, groups.length > 0 && filter ? start + filter : filter);
    });
  });
}

function namesInScope(repl, filter) {
  const groups = [repl.useGlobal ? [...globalNames] : contextOf(repl.context).lexicalNames()];
  for (let o = Object.getPrototypeOf(repl.context); o !== null; o = Object.getPrototypeOf(o)) groups.push(namesOf(o));
  const own = namesOf(repl.context);
  groups.push(repl.useGlobal ? own : [...own, ...intrinsics]);
  if (filter !== '') groups.push([...keywords]);
  return groups;
}

function namesUpFrom(value) {
  const groups = [];
  try {
    const isObject = typeof value === 'object' && value !== null || typeof value === 'function';
    if (isObject) groups.push(namesOf(value));
    let o = isObject ? Object.getPrototypeOf(value) : value.constructor?.prototype ?? null;
    for (let i = 0; o !== null && i < mostPrototypes; i++) {
      groups.push(namesOf(o));
      o = Object.getPrototypeOf(o);
    }
  } catch {
    // undefined has no names, and a proxy may refuse to tell them.
  }
  return groups;
}

// namesOf are the properties that can follow a dot.
function namesOf(object) {
  const names = nonIndexNames(object).filter(isIdentifier);
  return object === Object.prototype ? names.filter((name) => !legacy.has(name)) : names;
}

function isIdentifier(name) {
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return true;
  const [first, ...rest] = name;
  return first !== undefined && isIdentifierStart(first.codePointAt(0)) &&
    rest.every((character) => isIdentifierChar(character.codePointAt(0)));
}

// arrange makes one list of the groups: each sorted, filtered, without what
// another has, and apart from the next by an empty text.
function arrange(groups, filter) {
  const wanted = filter ? filter.toLowerCase() : '';
  const seen = new Set(['']);
  const list = [];
  for (const group of groups) {
    const names = [];
    for (const name of group) {
      if (seen.has(name) || !name.toLowerCase().startsWith(wanted)) continue;
      seen.add(name);
      names.push(name);
    }
    if (names.length > 0) list.unshift('', ...names.sort());
  }
  return list.slice(1);
}

module.exports = { complete };
