package fs

import (
	"bytes"
	"strings"
	"testing"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/events"
	"gonet/bindings/inspect"
	"gonet/bindings/internal/envtest"
	"gonet/bindings/process"
	"gonet/bindings/timers"
)

// run runs source in a folder of its own and compares what it logs.
func run(t *testing.T, source string, want ...string) {
	t.Helper()
	w := envtest.New(t, map[string]env.Loader{
		"fs": Module, "fs/promises": Promises, "buffer": buffer.Module, "events": events.Module, "timers": timers.Module,
	})
	inspector := inspect.New(w.VM, inspect.Hooks{})
	var stderr bytes.Buffer
	process.Setup(w.Env, process.Config{Dir: t.TempDir(), Stdout: &stderr, Stderr: &stderr, Inspector: inspector})
	process.Globals(w.Env)
	w.VM.Set("Buffer", buffer.Class(w.Env))
	w.Run(`const fs = require('fs'); const attempt = (f) => { try { return f() } catch (err) { log(err.code, err.message) } };
		(async () => {` + source + `})().catch((err) => log('rejected', err.stack));`)
	if got := strings.Join(w.Log, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s\n%s", got, strings.Join(want, "\n"), stderr.String())
	}
}

func TestWriteAndRead(t *testing.T) {
	run(t, `fs.writeFileSync('a', 'héllo'); fs.appendFileSync('a', Buffer.from('!'));
		log(fs.readFileSync('a', 'utf8'), fs.readFileSync('a').length, fs.readFileSync('a', { encoding: 'hex' }));
		await new Promise((done) => fs.readFile('a', 'latin1', (err, text) => done(log(err, text.length))));
		log(await fs.promises.readFile('a', 'utf8'));
		await fs.promises.writeFile('b', 'x', { mode: 0o600 }); log((fs.statSync('b').mode & 0o777).toString(8));
		attempt(() => fs.readFileSync('nope')); attempt(() => fs.readFileSync('.')); attempt(() => fs.readFileSync('a', 'nope'));
		attempt(() => fs.writeFileSync('a', {})); attempt(() => fs.writeFileSync('a', '', { flag: 'q' }));
		await new Promise((done) => fs.readFile('nope', (err) => done(log(err.code, err.errno, err.syscall, err.path))));
		await fs.promises.readFile('nope').catch((err) => log(err.message));`,
		"héllo! 7 68c3a96c6c6f21", "null 7", "héllo!", "600",
		"ENOENT ENOENT: no such file or directory, open 'nope'", "EISDIR EISDIR: illegal operation on a directory, read",
		"ERR_INVALID_ARG_VALUE The argument 'encoding' is invalid encoding. Received nope",
		`ERR_INVALID_ARG_TYPE The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Object`,
		"ERR_INVALID_ARG_VALUE The argument 'flags' is invalid. Received q",
		"ENOENT -2 open nope", "ENOENT: no such file or directory, open 'nope'")
}

func TestDescriptors(t *testing.T) {
	run(t, `const fd = fs.openSync('f', 'w+'); log(fs.writeSync(fd, 'abcdef'), fs.writeSync(fd, Buffer.from('XY'), 0, 1, 2));
		const b = Buffer.alloc(4); log(fs.readSync(fd, b, 0, 4, 1), b.toString(), fs.readSync(fd, b, { position: 5 }), b.toString('latin1', 0, 1));
		log(fs.writevSync(fd, [Buffer.from('a'), Buffer.from('bc')], 0), fs.readvSync(fd, [Buffer.alloc(2), Buffer.alloc(4)], 0));
		attempt(() => fs.readSync(fd, b, 0, 9)); attempt(() => fs.closeSync('x')); attempt(() => fs.read(fd, b)); attempt(() => fs.closeSync(-1));
		await new Promise((done) => fs.read(fd, { buffer: b, position: 0 }, (err, n, same) => done(log(err, n, same === b, b.toString()))));
		await new Promise((done) => fs.write(fd, 'zz', 0, (err, n, text) => done(log(err, n, text))));
		fs.read(fd, Buffer.alloc(0), (err, n) => log('empty', err, n)); fs.ftruncateSync(fd, 3); fs.closeSync(fd);
		log(fs.readFileSync('f', 'utf8')); attempt(() => fs.closeSync(fd));`,
		"6 1", "4 bXde 1 f", "3 6",
		`ERR_OUT_OF_RANGE The value of "length" is out of range. It must be <= 4. Received 9`,
		`ERR_INVALID_ARG_TYPE The "fd" argument must be of type number. Received type string ('x')`,
		`ERR_INVALID_ARG_TYPE The "cb" argument must be of type function. Received an instance of Buffer`,
		`ERR_OUT_OF_RANGE The value of "fd" is out of range. It must be >= 0 && <= 2147483647. Received -1`,
		"null 4 true abcd", "null 2 zz", "zzc", "EBADF EBADF: bad file descriptor, close", "empty null 0")
}

func TestFolders(t *testing.T) {
	run(t, `log(fs.mkdirSync('a/b/c', { recursive: true }).endsWith('a'), fs.mkdirSync('a/b', { recursive: true }));
		attempt(() => fs.mkdirSync('a')); attempt(() => fs.mkdirSync('x/y'));
		fs.writeFileSync('a/f', ''); fs.symlinkSync('f', 'a/l');
		log(fs.readdirSync('a').sort(), fs.readdirSync('a', { recursive: true }).sort());
		for (const d of fs.readdirSync('a', { withFileTypes: true }).sort((x, y) => x.name < y.name ? -1 : 1))
			log(d.name, d.parentPath, d.isFile(), d.isDirectory(), d.isSymbolicLink());
		const dir = fs.opendirSync('a'); let n = 0; while (dir.readSync()) n++; dir.closeSync(); log(n, dir.path); attempt(() => dir.readSync());
		attempt(() => fs.rmSync('a')); attempt(() => fs.rmSync('nope')); attempt(() => fs.rmdirSync('a')); fs.rmSync('nope', { force: true });
		fs.rmSync('a', { recursive: true }); log(fs.existsSync('a'));
		log(fs.mkdtempSync('t-').length, await fs.promises.mkdtemp('u-').then((s) => s.length));`,
		"true undefined", "EEXIST EEXIST: file already exists, mkdir 'a'", "ENOENT ENOENT: no such file or directory, mkdir 'x/y'",
		"b,f,l b,b/c,f,l", "b a false true false", "f a true false false", "l a false false true", "3 a",
		"ERR_DIR_CLOSED Directory handle was closed",
		"ERR_FS_EISDIR Path is a directory: rm returned EISDIR (is a directory) a",
		"ENOENT ENOENT: no such file or directory, lstat 'nope'",
		"ENOTEMPTY ENOTEMPTY: directory not empty, rmdir 'a'", "false", "8 8")
}

func TestStat(t *testing.T) {
	run(t, `fs.writeFileSync('f', 'abc'); const s = fs.statSync('f'), b = fs.statSync('f', { bigint: true });
		log(s.size, s.isFile(), s.isDirectory(), s.mtime instanceof Date, typeof b.size, b.mtimeNs / 1000000n === b.mtimeMs, s instanceof fs.Stats);
		fs.utimesSync('f', 1, new Date(2500)); log(fs.statSync('f').atimeMs, fs.statSync('f').mtimeMs);
		log(fs.statSync('no', { throwIfNoEntry: false })); attempt(() => fs.lstatSync('no')); attempt(() => fs.utimesSync('f', {}, 1));
		await new Promise((done) => fs.stat('f', (err, s) => done(log(err, s.size)))); log((await fs.promises.stat('.')).isDirectory(), fs.statfsSync('.').bsize > 0);
		fs.symlinkSync('f', 'l'); log(fs.readlinkSync('l'), fs.lstatSync('l').isSymbolicLink(), fs.realpathSync('l').endsWith('/f'));
		attempt(() => fs.accessSync('no')); await new Promise((done) => fs.access('f', fs.constants.R_OK, (err) => done(log('access', err))));
		attempt(() => fs.realpathSync('/no/such')); fs.exists('f', (yes) => log('exists', yes)); log(fs.existsSync(), fs.existsSync('f'));
		fs.copyFileSync('f', 'g'); attempt(() => fs.copyFileSync('f', 'g', fs.constants.COPYFILE_EXCL)); fs.renameSync('g', 'h'); fs.unlinkSync('h');
		attempt(() => fs.statSync('a\0b')); attempt(() => fs.statSync({})); attempt(() => fs.stat('f'));`,
		"3 true false true bigint true true", "1000 2500", "undefined", "ENOENT ENOENT: no such file or directory, lstat 'no'",
		`ERR_INVALID_ARG_TYPE The "time" argument must be an instance of Date or an Time in seconds. Received an instance of Object`,
		"null 3", "true true", "f true true", "ENOENT ENOENT: no such file or directory, access 'no'", "access null",
		"ENOENT ENOENT: no such file or directory, lstat '/no'", "false true",
		"EEXIST EEXIST: file already exists, copyfile 'f' -> 'g'",
		"ERR_INVALID_ARG_VALUE The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received a\x00b",
		`ERR_INVALID_ARG_TYPE The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object`,
		`ERR_INVALID_ARG_TYPE The "cb" argument must be of type function. Received undefined`, "exists true")
}

func TestFileHandle(t *testing.T) {
	run(t, `const h = await fs.promises.open('f', 'w+'); log(typeof h.fd, h.constructor.name);
		log((await h.write('hello')).bytesWritten); const { bytesRead, buffer } = await h.read(Buffer.alloc(3), 0, 3, 1);
		log(bytesRead, buffer.toString(), (await h.stat()).size); await h.truncate(2); await h.sync();
		h.on('close', () => log('close')); const reading = h.readFile('utf8'); const closing = h.close();
		log(await reading === '', h.close() === closing); await closing; log(h.fd);
		await h.read().catch((err) => log(err.code, err.message)); await h.close();`,
		"number FileHandle", "5", "3 ell 5", "close", "true true", "-1", "EBADF file closed")
}
