// A server on a UNIX domain socket, and what becomes of its path.
import net from 'node:net';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-example-'));
const file = path.join(folder, 'demo.sock');

const server = net.createServer((socket) => {
  socket.end(`served over ${path.basename(server.address())}\n`);
}).listen(file, () => {
  console.log('socket file:', fs.statSync(file).isSocket());
  const client = net.connect(file);
  client.on('data', (chunk) => process.stdout.write(chunk));
  client.on('close', () => {
    console.log('client address:', client.address(), client.remoteAddress);
    server.close(() => {
      console.log('file is gone:', !fs.existsSync(file));
      net.connect(file).on('error', (err) => {
        console.log(err.code, err.syscall, path.basename(err.address));
        fs.rmSync(folder, { recursive: true });
      });
    });
  });
});
