'use strict';

// util.parseArgs: options and positionals of a command line.

const {
  validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray,
  validateUnion,
} = require('internal/validators');
const {
  codes: {
    ERR_INVALID_ARG_VALUE, ERR_PARSE_ARGS_INVALID_OPTION_VALUE, ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL,
    ERR_PARSE_ARGS_UNKNOWN_OPTION,
  },
} = require('internal/errors');

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const own = (object, key) => (has(object, key) ? object[key] : undefined);
const setting = (options, name, key) => (has(options, name) ? own(options[name], key) : undefined);
const takesValue = (options, name) => setting(options, name, 'type') === 'string';

function mainArgs() {
  // -e and -p have no script's name in argv.
  const evaluated = process.execArgv.some((arg) => /^(-[a-z]*[ep][a-z]*|--eval|--print)(=|$)/.test(arg));
  return process.argv.slice(evaluated ? 1 : 2);
}

function longName(short, options) {
  for (const [name, config] of Object.entries(options)) {
    if (own(config, 'short') === short) return name;
  }
  return short;
}

// A Scanner turns arguments into tokens.
class Scanner {
  constructor(args, options) {
    this.rest = [...args];
    this.options = options;
    this.index = -1;
    this.tokens = [];
    this.inGroup = 0; // arguments in rest that one group of short options made
  }

  scan() {
    while (this.rest.length > 0) {
      const arg = this.rest.shift();
      if (this.inGroup > 0) this.inGroup--;
      else this.index++;
      if (arg === '--') {
        this.terminate();
        break;
      }
      this.scanOne(arg);
    }
    return this.tokens;
  }

  terminate() {
    this.tokens.push({ kind: 'option-terminator', index: this.index });
    for (const value of this.rest) this.tokens.push({ kind: 'positional', index: ++this.index, value });
  }

  scanOne(arg) {
    if (arg.length < 2 || arg[0] !== '-') {
      this.tokens.push({ kind: 'positional', index: this.index, value: arg });
    } else if (arg[1] === '-') {
      this.scanLong(arg);
    } else {
      this.scanShort(arg);
    }
  }

  scanLong(arg) {
    const equals = arg.indexOf('=', 3);
    if (equals === -1) this.option(arg.slice(2), arg);
    else this.inline(arg.slice(2, equals), `--${arg.slice(2, equals)}`, arg.slice(equals + 1));
  }

  scanShort(arg) {
    const name = longName(arg[1], this.options);
    if (arg.length === 2) this.option(name, arg);
    else if (takesValue(this.options, name)) this.inline(name, `-${arg[1]}`, arg.slice(2));
    else this.expand(arg);
  }

  option(name, rawName) {
    let value;
    let inlineValue;
    if (takesValue(this.options, name) && this.rest.length > 0) {
      value = this.rest.shift();
      inlineValue = false;
    }
    this.tokens.push({ kind: 'option', name, rawName, index: this.index, value, inlineValue });
    if (value != null) this.index++;
  }

  inline(name, rawName, value) {
    this.tokens.push({ kind: 'option', name, rawName, index: this.index, value, inlineValue: true });
  }

  // expand takes -abfFILE apart into -a -b -fFILE.
  expand(arg) {
    const parts = [];
    for (let i = 1; i < arg.length; i++) {
      if (i < arg.length - 1 && takesValue(this.options, longName(arg[i], this.options))) {
        parts.push(`-${arg.slice(i)}`);
        break;
      }
      parts.push(`-${arg[i]}`);
    }
    this.rest.unshift(...parts);
    this.inGroup = parts.length;
  }
}

const isNegation = (name) => name.startsWith('no-');

// checkKnown returns the name of the option that a token sets.
function checkKnown({ options, allowNegative, allowPositionals }, token) {
  if (has(options, token.name)) return token.name;
  const name = token.name.slice(3);
  if (allowNegative && isNegation(token.name) && setting(options, name, 'type') === 'boolean') return name;
  throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
}

function checkUsage(config, token) {
  const name = checkKnown(config, token);
  const short = setting(config.options, name, 'short');
  const shown = `${short ? `-${short}, ` : ''}--${name}`;
  const type = setting(config.options, name, 'type');
  if (type === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
}

// checkAmbiguous refuses `--port --verbose`, where a value was probably forgotten.
function checkAmbiguous(token) {
  if (token.inlineValue || token.value == null || token.value.length < 2 || token.value[0] !== '-') return;
  const example = token.rawName.startsWith('--') ?
    `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    `Option '${token.rawName}' argument is ambiguous.\n` +
    `Did you forget to specify the option argument for '${token.rawName}'?\n` +
    `To specify an option argument starting with a dash use ${example}.`);
}

function store(token, { options, allowNegative }, values) {
  if (token.name === '__proto__') return;
  let value = token.value ?? true;
  if (allowNegative && isNegation(token.name) && token.value === undefined) {
    token.name = token.name.slice(3);
    value = false;
  }
  if (!setting(options, token.name, 'multiple')) values[token.name] = value;
  else if (values[token.name]) values[token.name].push(value);
  else values[token.name] = [value];
}

function validateOption(name, config) {
  const at = `options.${name}`;
  validateObject(config, at);
  const type = own(config, 'type');
  validateUnion(type, `${at}.type`, ['string', 'boolean']);
  if (has(config, 'short')) {
    validateString(config.short, `${at}.short`);
    if (config.short.length !== 1) {
      throw new ERR_INVALID_ARG_VALUE(`${at}.short`, config.short, 'must be a single character');
    }
  }
  if (has(config, 'multiple')) validateBoolean(config.multiple, `${at}.multiple`);
  const value = own(config, 'default');
  if (value === undefined) return;
  const multiple = own(config, 'multiple');
  if (type === 'string') (multiple ? validateStringArray : validateString)(value, `${at}.default`);
  else (multiple ? validateBooleanArray : validateBoolean)(value, `${at}.default`);
}

function readConfig(given) {
  const config = {
    args: own(given, 'args') ?? mainArgs(),
    strict: own(given, 'strict') ?? true,
    tokens: own(given, 'tokens') ?? false,
    allowNegative: own(given, 'allowNegative') ?? false,
    options: own(given, 'options') ?? { __proto__: null },
  };
  config.allowPositionals = own(given, 'allowPositionals') ?? !config.strict;
  validateArray(config.args, 'args');
  for (const name of ['strict', 'allowPositionals', 'tokens', 'allowNegative']) validateBoolean(config[name], name);
  validateObject(config.options, 'options');
  for (const [name, option] of Object.entries(config.options)) validateOption(name, option);
  return config;
}

function take(token, config, result) {
  if (token.kind === 'option') {
    if (config.strict) {
      checkUsage(config, token);
      checkAmbiguous(token);
    }
    store(token, config, result.values);
  } else if (token.kind === 'positional') {
    if (!config.allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
    result.positionals.push(token.value);
  }
}

const parseArgs = (given = {}) => {
  const config = readConfig(given);
  const tokens = new Scanner(config.args, config.options).scan();
  const result = { values: { __proto__: null }, positionals: [] };
  if (config.tokens) result.tokens = tokens;
  for (const token of tokens) take(token, config, result);
  for (const [name, option] of Object.entries(config.options)) {
    const value = own(option, 'default');
    if (value !== undefined && result.values[name] === undefined && name !== '__proto__') result.values[name] = value;
  }
  return result;
};

module.exports = { parseArgs };
