'use strict';

// Settings: the objects that scripts give and get, and the entries that are
// sent.

const { packSettings } = require('internal/binding/http2');
const {
  codes: { ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH, ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const constants = require('internal/http2/constants');
const { assertIsObject, invalidSetting } = require('internal/http2/errors');

const maxUint32 = 2 ** 32 - 1;
const maxCustomSettings = 10;

// The numbers among the settings and their ranges.
const numbers = [
  ['headerTableSize', constants.NGHTTP2_SETTINGS_HEADER_TABLE_SIZE, 0, maxUint32],
  ['maxConcurrentStreams', constants.NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 0, maxUint32],
  ['initialWindowSize', constants.NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 0, 2 ** 31 - 1],
  ['maxFrameSize', constants.NGHTTP2_SETTINGS_MAX_FRAME_SIZE, 16384, 2 ** 24 - 1],
  ['maxHeaderListSize', constants.NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, 0, maxUint32],
];
const flags = [
  ['enablePush', constants.NGHTTP2_SETTINGS_ENABLE_PUSH],
  ['enableConnectProtocol', constants.NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL],
];
const namesById = new Map([...numbers, ...flags].map(([name, id]) => [id, name]));
const flagNames = new Set(flags.map(([name]) => name));

function assertWithinRange(name, value, min, max) {
  if (value !== undefined && (typeof value !== 'number' || value < min || value > max))
    throw invalidSetting(name, value, min, max);
}

// The order in which Node checks them.
const checkOrder = ['headerTableSize', 'initialWindowSize', 'maxFrameSize', 'maxConcurrentStreams', 'maxHeaderListSize'];
const ranges = Object.fromEntries(numbers.map(([name, , min, max]) => [name, [min, max]]));

function validateSettings(settings) {
  if (settings === undefined) return;
  assertIsObject(settings.customSettings, 'customSettings', 'Number');
  if (settings.customSettings) {
    const entries = Object.entries(settings.customSettings);
    if (entries.length > maxCustomSettings) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
    for (const [id, value] of entries) {
      assertWithinRange('customSettings:id', Number(id), 0, 0xffff);
      assertWithinRange('customSettings:value', Number(value), 0, maxUint32);
    }
  }
  for (const name of checkOrder) assertWithinRange(name, settings[name], ...ranges[name]);
  assertWithinRange('maxHeaderSize', settings.maxHeaderSize, 0, maxUint32);
  for (const [name] of flags) {
    if (settings[name] !== undefined && typeof settings[name] !== 'boolean') throw invalidSetting(name, settings[name]);
  }
}

// customEntries are the settings that are given by number.
function customEntries(custom) {
  const entries = new Map();
  for (const key of Object.keys(custom ?? {})) {
    const value = custom[key];
    if (typeof value !== 'number') continue;
    const id = Number(key);
    if (!(id > 0 && id <= 0xffff)) throw invalidSetting('Range Error', id, 0, 0xffff);
    if (!(value > 0 && value <= maxUint32)) throw invalidSetting('Range Error', value, 0, maxUint32);
    entries.set(id, value);
  }
  if (entries.size > maxCustomSettings) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
  return entries;
}

// settingEntries makes the list of identifiers and values that is sent.
function settingEntries(settings) {
  const { maxHeaderSize } = settings;
  const custom = customEntries(settings.customSettings);
  if (maxHeaderSize !== undefined && maxHeaderSize !== settings.maxHeaderListSize) {
    process.emitWarning('settings.maxHeaderSize overwrite settings.maxHeaderListSize');
    settings = { ...settings, maxHeaderListSize: maxHeaderSize };
  }
  // In the order of their numbers; those that are not known come last.
  const list = [];
  for (const [id, name] of [...namesById].sort(([a], [b]) => a - b)) {
    const isGiven = typeof settings[name] === (flagNames.has(name) ? 'boolean' : 'number');
    if (isGiven) list.push(id, Number(settings[name]));
    else if (custom.has(id)) list.push(id, custom.get(id));
    custom.delete(id);
  }
  for (const [id, value] of custom) list.push(id, value);
  return list;
}

function getDefaultSettings() {
  return {
    __proto__: null,
    headerTableSize: constants.DEFAULT_SETTINGS_HEADER_TABLE_SIZE,
    enablePush: constants.DEFAULT_SETTINGS_ENABLE_PUSH === 1,
    initialWindowSize: constants.DEFAULT_SETTINGS_INITIAL_WINDOW_SIZE,
    maxFrameSize: constants.DEFAULT_SETTINGS_MAX_FRAME_SIZE,
    maxConcurrentStreams: constants.DEFAULT_SETTINGS_MAX_CONCURRENT_STREAMS,
    maxHeaderSize: constants.DEFAULT_SETTINGS_MAX_HEADER_LIST_SIZE,
    maxHeaderListSize: constants.DEFAULT_SETTINGS_MAX_HEADER_LIST_SIZE,
    enableConnectProtocol: constants.DEFAULT_SETTINGS_ENABLE_CONNECT_PROTOCOL === 1,
  };
}

function getPackedSettings(settings) {
  assertIsObject(settings, 'settings');
  validateSettings(settings);
  return packSettings(settingEntries({ ...settings }));
}

function getUnpackedSettings(buf, options = {}) {
  if (!ArrayBuffer.isView(buf) || buf.length === undefined) throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray'], buf);
  if (buf.length % 6 !== 0) throw new ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH();
  const settings = {};
  for (let i = 0; i < buf.length; i += 6) {
    const id = buf[i] * 0x100 + buf[i + 1];
    const value = buf[i + 2] * 2 ** 24 + buf[i + 3] * 2 ** 16 + buf[i + 4] * 2 ** 8 + buf[i + 5];
    const name = namesById.get(id);
    if (name === undefined) (settings.customSettings ??= {})[id] = value;
    else if (name === 'maxHeaderListSize') settings.maxHeaderListSize = settings.maxHeaderSize = value;
    else settings[name] = flagNames.has(name) ? value !== 0 : value;
  }
  if (options?.validate) validateSettings(settings);
  return settings;
}

// checkRemoteCustomSettings checks the option that lists which of a peer's
// settings are noted.
function checkRemoteCustomSettings(ids) {
  if (ids.length > maxCustomSettings) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
}

function validateCustomIds(ids) {
  for (const id of ids) {
    if (!(typeof id === 'number' && id >= 0 && id <= 0xffff)) throw invalidSetting('Range Error', id, 0, 0xffff);
  }
}

module.exports = {
  checkRemoteCustomSettings, getDefaultSettings, getPackedSettings, getUnpackedSettings, settingEntries,
  validateCustomIds, validateSettings,
};
