'use strict';

// How many colors a terminal has, told from the environment.

const { validateInteger } = require('internal/validators');

// Depths in bits.
const two = 1;
const sixteen = 4;
const palette = 8;
const trueColor = 24;

const terminals = {
  '__proto__': null,
  'eterm': sixteen,
  'cons25': sixteen,
  'console': sixteen,
  'cygwin': sixteen,
  'dtterm': sixteen,
  'gnome': sixteen,
  'hurd': sixteen,
  'jfbterm': sixteen,
  'konsole': sixteen,
  'kterm': sixteen,
  'mlterm': sixteen,
  'mosh': trueColor,
  'putty': sixteen,
  'st': sixteen,
  'rxvt-unicode-24bit': trueColor,
  'terminator': trueColor,
  'xterm-kitty': trueColor,
};
const colorTerminal = /ansi|color|linux|direct|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100|^vt220/;

const servers = {
  APPVEYOR: palette,
  BUILDKITE: palette,
  CIRCLECI: trueColor,
  DRONE: palette,
  GITEA_ACTIONS: trueColor,
  GITHUB_ACTIONS: trueColor,
  GITLAB_CI: palette,
  TRAVIS: palette,
};

const programs = {
  '__proto__': null,
  'HyperTerm': trueColor,
  'MacTerm': trueColor,
  'Apple_Terminal': palette,
};

const isSet = (value) => value !== undefined && value !== '';
const has = (env, name) => Object.prototype.hasOwnProperty.call(env, name);

let warned = false;

// FORCE_COLOR wins over what forbids colors, which may surprise.
function warnOfIgnored(env) {
  const ignored = ['NODE_DISABLE_COLORS', 'NO_COLOR'].filter((name) => isSet(env[name]));
  if (warned || ignored.length === 0) return;
  warned = true;
  process.emitWarning(`The '${ignored.join("' and '")}' env is ignored due to the 'FORCE_COLOR' env being set.`,
                      'Warning');
}

function forcedDepth(env) {
  const depth = { '': sixteen, '1': sixteen, 'true': sixteen, '2': palette, '3': trueColor }[env.FORCE_COLOR];
  if (depth === undefined) return two;
  warnOfIgnored(env);
  return depth;
}

function windowsDepth() {
  const [major, , build] = require('os').release().split('.', 3);
  if (+major < 10 || +build < 10586) return sixteen;
  return +build >= 14931 ? trueColor : palette;
}

function serverDepth(env) {
  for (const name of Object.keys(servers)) {
    if (has(env, name)) return servers[name];
  }
  return env.CI_NAME === 'codeship' ? palette : two;
}

function programDepth(env) {
  if (env.TERM_PROGRAM !== 'iTerm.app') return programs[env.TERM_PROGRAM];
  return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? palette : trueColor;
}

function terminalDepth(env) {
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return trueColor;
  if (env.TERM) {
    if (env.TERM.includes('truecolor')) return trueColor;
    if (env.TERM.startsWith('xterm-256')) return palette;
    const name = env.TERM.toLowerCase();
    if (terminals[name]) return terminals[name];
    if (colorTerminal.test(name)) return sixteen;
  }
  return env.COLORTERM ? sixteen : two;
}

function getColorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) return forcedDepth(env);
  if (isSet(env.NODE_DISABLE_COLORS) || isSet(env.NO_COLOR) || env.TERM === 'dumb') return two;
  if (process.platform === 'win32') return windowsDepth();
  if (env.TMUX) return trueColor;
  if (has(env, 'TF_BUILD') && has(env, 'AGENT_NAME')) return sixteen;
  if (has(env, 'CI')) return serverDepth(env);
  if ('TEAMCITY_VERSION' in env) {
    return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? sixteen : two;
  }
  return programDepth(env) ?? terminalDepth(env);
}

function hasColors(count, env) {
  if (env === undefined && (count === undefined || typeof count === 'object' && count !== null)) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, 'count', 2);
  }
  return count <= 2 ** getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
