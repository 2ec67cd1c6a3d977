'use strict';
// Settings, PING and GOAWAY, and what a session shows of itself.
const common = require('../common');
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer({ settings: { maxConcurrentStreams: 7, initialWindowSize: 100_000 } });
server.on('session', common.mustCall((session) => {
  session.on('ping', common.mustCall((payload) => assert.strictEqual(payload.toString(), 'abcdefgh')));
  session.once('goaway', common.mustCall((code, last, data) => {
    assert.strictEqual(code, http2.constants.NGHTTP2_NO_ERROR);
    assert.strictEqual(last, 0);
    assert.strictEqual(data.toString(), 'bye');
  }));
  session.on('close', common.mustCall(() => server.close()));
}));

server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`, { settings: { enablePush: false } });
  assert.deepStrictEqual([client.connecting, client.state, client.remoteSettings], [true, {}, {}]);
  assert.strictEqual(client.type, http2.constants.NGHTTP2_SESSION_CLIENT);
  client.once('remoteSettings', common.mustCall((settings) => {
    assert.strictEqual(settings.maxConcurrentStreams, 7);
    assert.strictEqual(settings.initialWindowSize, 100_000);
    assert.strictEqual(client.remoteSettings.maxFrameSize, 16384);
  }));
  client.once('localSettings', common.mustCall((settings) => {
    assert.strictEqual(settings.enablePush, false);
    assert.strictEqual(client.pendingSettingsAck, false);
    assert.strictEqual(client.state.nextStreamID, 1);
    client.settings({ maxHeaderListSize: 4000 }, common.mustSucceed((changed, took) => {
      assert.strictEqual(changed.maxHeaderListSize, 4000);
      assert.ok(took >= 0);
      ping();
    }));
    assert.strictEqual(client.pendingSettingsAck, true);
  }));
  assert.throws(() => client.settings({ maxFrameSize: 1 }), {
    code: 'ERR_HTTP2_INVALID_SETTING_VALUE', name: 'RangeError', message: 'Invalid value for setting "maxFrameSize": 1',
  });
  assert.throws(() => client.ping(Buffer.alloc(7), () => {}), { code: 'ERR_HTTP2_PING_LENGTH' });

  function ping() {
    client.ping(Buffer.from('abcdefgh'), common.mustSucceed((took, payload) => {
      assert.strictEqual(payload.toString(), 'abcdefgh');
      client.goaway(http2.constants.NGHTTP2_NO_ERROR, 0, Buffer.from('bye'));
      client.close();
    }));
  }
  client.on('close', common.mustCall(() => {
    assert.throws(() => client.ping(() => {}), { code: 'ERR_HTTP2_INVALID_SESSION' });
    assert.throws(() => client.settings({}), { code: 'ERR_HTTP2_INVALID_SESSION' });
  }));
}));

const packed = http2.getPackedSettings({ headerTableSize: 1, enablePush: true, customSettings: { 4660: 9 } });
const unpacked = http2.getUnpackedSettings(packed);
assert.deepStrictEqual(unpacked, { headerTableSize: 1, enablePush: true, customSettings: { 4660: 9 } });
assert.throws(() => http2.getUnpackedSettings(Buffer.alloc(5)), { code: 'ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH' });
