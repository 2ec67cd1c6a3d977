package asynchooks

import (
	"bytes"
	"strings"
	"testing"

	"gonet/bindings/env"
	"gonet/bindings/events"
	"gonet/bindings/inspect"
	"gonet/bindings/internal/envtest"
	"gonet/bindings/process"
	"gonet/bindings/timers"
)

func run(t *testing.T, source string, want ...string) {
	t.Helper()
	w := envtest.New(t, map[string]env.Loader{
		"async_hooks": Module, "events": events.Module, "timers": timers.Module, "timers/promises": timers.Promises,
	})
	var out bytes.Buffer
	process.Setup(w.Env, process.Config{Dir: t.TempDir(), Stdout: &out, Stderr: &out, Inspector: inspect.New(w.VM, inspect.Hooks{})})
	process.Globals(w.Env)
	timers.Globals(w.Env)
	w.Run(`const { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId, triggerAsyncId } = require('async_hooks');` + source)
	if got := strings.Join(w.Log, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s\n%s", got, strings.Join(want, "\n"), out.String())
	}
}

func TestStorageFollowsCallbacks(t *testing.T) {
	run(t, `const als = new AsyncLocalStorage({ defaultValue: 'none', name: 'n' });
		const show = (where) => log(where, als.getStore());
		als.run('A', () => {
			setImmediate(() => { show('immediate'); setTimeout(show, 1, 'timeout'); }); process.nextTick(show, 'tick');
			queueMicrotask(() => show('microtask')); Promise.resolve().then(() => show('then'));
			(async () => { await 1; show('await'); als.enterWith('inner'); await 2; show('after'); })();
			als.run('B', show, 'nested'); als.exit(show, 'exit'); show('back');
		});
		show('outside'); log(als.name);`,
		"nested B", "exit undefined", "back A", "outside none", "n", "tick A", "microtask A", "then A", "await A", "after inner",
		"immediate A", "timeout A")
}

func TestStorageScopes(t *testing.T) {
	run(t, `const als = new AsyncLocalStorage(), other = new AsyncLocalStorage();
		als.enterWith(1); other.enterWith(2); log(als.getStore(), other.getStore()); als.disable(); log(als.getStore(), other.getStore());
		const scope = als.withScope(3); log(als.getStore()); scope.dispose(); scope.dispose(); log(als.getStore());
		try { als.run(4, () => { throw 'x' }) } catch (err) { log(err, als.getStore()) }
		const snapshot = als.run(5, () => AsyncLocalStorage.snapshot()); log(snapshot((a) => a + als.getStore(), 10));
		const bound = als.run(6, () => AsyncLocalStorage.bind(function (a) { return [this.x, a, als.getStore()].join() })); log(bound.call({ x: 0 }, 1), bound.length);`,
		"1 2", "undefined 2", "3", "undefined", "x undefined", "15", "0,1,6 1")
}

func TestIDs(t *testing.T) {
	run(t, `log(executionAsyncId(), triggerAsyncId());
		setTimeout(() => { const id = executionAsyncId(); process.nextTick(() => log(id > 1, triggerAsyncId() === id, executionAsyncId() > id)); }, 1);`,
		"1 0", "true true true")
}

func TestHooks(t *testing.T) {
	run(t, `const seen = {}; const hook = createHook({
			init(id, type, trigger, resource) { seen[id] = type; log('init', type, trigger === executionAsyncId(), typeof resource) },
			before(id) { log('before', seen[id]) }, after(id) { log('after', seen[id]) }, destroy(id) { log('destroy', seen[id]) } }).enable();
		setTimeout(() => log('run'), 1); hook.disable(); setTimeout(log, 1, 'quiet'); setTimeout(() => hook.enable(), 5);
		setTimeout(() => setImmediate(() => {}), 20);`,
		"init Timeout true object", "run", "quiet", "after undefined", "destroy undefined", "before undefined", "init Immediate true object",
		"after undefined", "destroy undefined", "before Immediate", "after Immediate")
	run(t, `for (const callbacks of [{ init: 1 }, { trackPromises: 1 }]) try { createHook(callbacks) } catch (err) { log(err.code) }`,
		"ERR_ASYNC_CALLBACK", "ERR_INVALID_ARG_TYPE")
}

func TestResource(t *testing.T) {
	run(t, `const hook = createHook({ init(id, type) { log('init', type) }, before() { log('before') }, after() { log('after') }, destroy() { log('destroy') } }).enable();
		const r = new AsyncResource('R', { triggerAsyncId: 7 }); log(r.asyncId() > 1, r.triggerAsyncId());
		log(r.runInAsyncScope(function (a, b) { return [this.t, a, b, executionAsyncId() === r.asyncId()].join() }, { t: 1 }, 2, 3));
		try { r.runInAsyncScope(() => { throw 'x' }) } catch (err) { log(err) }
		log(r.bind(function (a) { return this === r ? 'r' : a }, r)(1), executionAsyncId()); r.emitDestroy(); setTimeout(() => {}, 5);
		for (const args of [[], ['T', 'x'], ['T', { triggerAsyncId: 1.5 }]]) try { new AsyncResource(...args) } catch (err) { log(err.code) }`,
		"init R", "true 7", "before", "after", "1,2,3,true", "before", "after", "x", "before", "after", "r 1", "init Timeout",
		"ERR_INVALID_ARG_TYPE", "ERR_INVALID_ASYNC_ID", "ERR_INVALID_ASYNC_ID", "destroy", "before", "after")
}
