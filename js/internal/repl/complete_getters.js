'use strict';

// Looking a property up may run a getter or a proxy's trap: what could is not
// completed.

const { evaluateAside } = require('internal/repl/input');
const { isProxy } = require('internal/util/types');

// hasSideEffects calls back with whether the value of a member expression,
// whose code starts with that of text, may take a getter or a proxy.
function hasSideEffects(repl, expression, text, callback) {
  const evaluate = (code, done) => evaluateAside(repl, `try { ${code} } catch {}`, done);
  const check = (node, done) => {
    if (node?.type !== 'MemberExpression') return done(false);
    const { object, property } = node;
    const look = (value) => {
      if (isProxy(value)) return done(true);
      nameOf(node, property, (name) => {
        if (name !== undefined && isRisky(value, name)) return done(true);
        evaluate(text.slice(0, node.end), (err, found) => done(false, found));
      });
    };
    if (object.type === 'Identifier') return evaluate(object.name, (err, value) => err ? done(false) : look(value));
    if (object.type === 'MemberExpression')
      return check(object, (risky, value) => risky ? done(true) : look(value));
    done(false);
  };
  // The name of a property: written out, or what the brackets hold.
  const nameOf = ({ computed }, property, done) => {
    if (property.type === 'Literal') return done(property.value);
    if (!computed) return done(property.name);
    evaluate(text.slice(property.start, property.end), (err, name) =>
      done(!err && typeof name === 'string' ? name : undefined));
  };
  check(expression, (risky) => callback(risky));
}

function isRisky(value, name) {
  if (!value) return false;
  const object = Object(value);
  return typeof Object.getOwnPropertyDescriptor(object, name)?.get === 'function' || isProxy(object[name]);
}

module.exports = { hasSideEffects };
