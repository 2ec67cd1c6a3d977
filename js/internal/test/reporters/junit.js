'use strict';

// Reports as JUnit's XML.

const { inspect } = require('util');
const { hostname } = require('os');

function attribute(text) {
  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function element(name, attributes, children, level) {
  const indent = '\t'.repeat(level);
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`).join('');
  if (children.length === 0) return `${indent}<${name}${list}/>\n`;
  return `${indent}<${name}${list}>\n${children.join('')}${indent}</${name}>\n`;
}

function seconds(ms) {
  return (ms / 1000).toFixed(6);
}

// write makes the XML of a test and those below it.
function write({ data, children }, level) {
  const inner = children.map((child) => write(child, level + 1));
  const base = { name: data.name, time: seconds(data.details?.duration_ms ?? 0) };
  if (children.length > 0) {
    const tests = children.length;
    const failures = children.filter((child) => child.failed).length;
    const skipped = children.filter((child) => child.data.skip !== undefined).length;
    return element('testsuite', { ...base, disabled: 0, errors: 0, tests, failures, skipped, hostname: hostname() }, inner, level);
  }
  const body = [];
  if (data.skip !== undefined) body.push(element('skipped', { type: 'skipped', message: data.skip === true ? '' : data.skip }, [], level + 1));
  if (data.todo !== undefined) body.push(element('skipped', { type: 'todo', message: data.todo === true ? '' : data.todo }, [], level + 1));
  const { error } = data.details ?? {};
  if (error) {
    const { failureType, message } = error.cause ?? error;
    body.push(element('failure', { type: error.failureType ?? failureType, message }, [`${attribute(inspect(error))}\n`], level + 1));
  }
  return element('testcase', { ...base, classname: data.classname ?? 'test' }, body, level);
}

function formatter() {
  const roots = [];
  const stack = [];
  const comments = [];
  return (event) => {
    if (event === null) {
      return `<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n${roots.map((test) => write(test, 1)).join('')}` +
        `${comments.join('')}</testsuites>\n`;
    }
    const { data, type } = event;
    if (type === 'test:start') {
      const test = { data, children: [], failed: false };
      (stack.at(-1)?.children ?? roots).push(test);
      stack.push(test);
    } else if (type === 'test:pass' || type === 'test:fail') {
      Object.assign(stack.pop(), { data, failed: type === 'test:fail' });
    } else if (type === 'test:diagnostic') {
      comments.push(`\t<!-- ${attribute(data.message)} -->\n`);
    }
    return '';
  };
}

module.exports = { formatter };
