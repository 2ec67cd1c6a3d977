'use strict';
// nodemailer and smtp-server: messages with attachments, authentication, a pool,
// errors, a lost connection.
const common = require('../common');
const assert = require('node:assert');
const { once } = require('node:events');
const nodemailer = require('nodemailer');
const { SMTPServer } = require('smtp-server');
const { proxyTo } = require('./lib/proxy');

const received = [];
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
  onAuth({ method, username, password, validatePassword }, session, done) {
    const ok = method === 'CRAM-MD5' ? validatePassword('secret') : password === 'secret';
    done(username === 'gonet' && ok ? null : new Error('Wrong name or password'), { user: username });
  },
  onRcptTo({ address }, session, done) {
    done(address === 'nobody@example.org' ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null);
  },
  async onData(stream, session, done) {
    const text = Buffer.concat(await stream.toArray()).toString('latin1');
    received.push({ text, from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map((r) => r.address) });
    done(null, 'taken');
  },
});
server.on('error', () => {}); // connections that are cut

const mail = { from: 'Gänse <geese@example.org>', to: ['a@example.org', 'b@example.org'], subject: 'Grüße', text: 'Hello.\n.\nEnd' };

async function send(options, message = mail) {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', ignoreTLS: true, auth: { user: 'gonet', pass: 'secret' }, ...options });
  try {
    return await transport.sendMail(message);
  } finally {
    transport.close();
  }
}

async function messages(port) {
  const attachment = Buffer.alloc(300000, 'attached ');
  for (const authMethod of ['PLAIN', 'LOGIN', 'CRAM-MD5']) {
    const info = await send({ port, authMethod }, {
      ...mail, html: '<p>Hello</p>', attachments: [{ filename: 'ä.bin', content: attachment }],
    });
    assert.deepStrictEqual([info.accepted, info.response], [mail.to, '250 taken']);
    const { text, from, to } = received.pop();
    assert.deepStrictEqual([from, to], ['geese@example.org', mail.to]);
    assert.match(text, /^Subject: =\?UTF-8\?Q\?Gr=C3=BC=C3=9Fe\?=\r$/m);
    assert.match(text, /\r\n\.\r\nEnd\r\n/); // the lone dot has come through
    const encoded = /filename\*.*\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(text.replace(/\r\n[ \t]/g, ' '))[1];
    assert.ok(Buffer.from(encoded, 'base64').equals(attachment));
  }
}

async function pool(port) {
  const transport = nodemailer.createTransport({
    pool: true, maxConnections: 2, host: '127.0.0.1', port, ignoreTLS: true, auth: { user: 'gonet', pass: 'secret' },
  });
  assert.strictEqual(await transport.verify(), true);
  await Promise.all(Array.from({ length: 10 }, (_, i) => transport.sendMail({ ...mail, text: `message ${i}` })));
  const bodies = received.splice(0).map(({ text }) => /message \d/.exec(text)[0]);
  assert.deepStrictEqual(bodies.sort(), Array.from({ length: 10 }, (_, i) => `message ${i}`));
  transport.close();
}

async function errors(port) {
  await assert.rejects(send({ port, auth: { user: 'gonet', pass: 'wrong' } }),
                       { code: 'EAUTH', responseCode: 535, response: '535 Wrong name or password' });
  await assert.rejects(send({ port }, { ...mail, to: 'nobody@example.org' }), { code: 'EENVELOPE', responseCode: 550 });
  await assert.rejects(send({ port: 1 }), { code: 'ESOCKET', originalCode: 'ECONNREFUSED', syscall: 'connect', command: 'CONN' });
}

async function lost(port) {
  const proxy = await proxyTo(port);
  server.onMailFrom = () => proxy.cut();
  await assert.rejects(send({ port: proxy.port }), { code: /^(ECONNECTION|ESOCKET)$/ });
  proxy.close();
}

(async () => {
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address();
  await messages(port);
  await pool(port);
  await errors(port);
  await lost(port);
  await new Promise((resolve) => server.close(resolve));
})().then(common.mustCall());
