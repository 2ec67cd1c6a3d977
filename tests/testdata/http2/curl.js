'use strict';
// Servers that curl, whose path is the argument, sends 500,000 bytes to and gets
// them back from: plain, over TLS, and over TLS with HTTP/1.1.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const http2 = require('node:http2');
const path = require('node:path');

const keys = path.join(__dirname, '..', '..', 'tls', 'keys');
const pem = (name) => fs.readFileSync(path.join(keys, `${name}.pem`));
const echo = (req, res) => req.pipe(res);

function ask(server, protocol, args, done) {
  server.listen(0, '127.0.0.1', () => {
    const curl = spawn(process.argv[2], [
      '--silent', '--show-error', '--insecure', '--noproxy', '*', '--output', '/dev/null', '--data-binary', '@-',
      '--write-out', '%{http_version} %{http_code} %{size_download}\\n', ...args,
      `${protocol}://127.0.0.1:${server.address().port}/`,
    ], { stdio: ['pipe', 'inherit', 'inherit'] });
    curl.stdin.end(Buffer.alloc(500_000, 'curl '));
    curl.on('exit', () => server.close(done));
  });
}

const secure = () => http2.createSecureServer({ key: pem('server-key'), cert: pem('server-cert'), allowHTTP1: true }, echo);
ask(http2.createServer(echo), 'http', ['--http2-prior-knowledge'], () => {
  ask(secure(), 'https', ['--http2'], () => ask(secure(), 'https', ['--http1.1'], () => {}));
});
