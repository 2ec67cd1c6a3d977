package modules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// world is a loader with a function log, over files in a temporary folder.
type world struct {
	*testing.T
	loader   *Loader
	log      []string
	uncaught string
}

// run runs the file main of a tree of files, given as path and text, and
// returns what the scripts logged.
func run(t *testing.T, main string, files map[string]string) *world {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	vm := goja.New()
	e := env.New(vm, nil)
	errs.Setup(e)
	e.Inspect = func(v goja.Value, _ int) string { return v.String() }
	e.SetModules(func(name string) (env.Loader, bool) {
		return func(e *env.Env) goja.Value {
			o := e.VM.NewObject()
			o.Set("answer", 42)
			return o
		}, name == "fake"
	})
	w := &world{T: t, loader: New(e, []string{"fake"})}
	vm.Set("log", func(text string) { w.log = append(w.log, strings.ReplaceAll(text, dir, "DIR")) })
	e.Uncaught = func(v goja.Value, _ string) {
		w.uncaught = strings.ReplaceAll(v.String(), dir, "DIR")
		if o, ok := v.(*goja.Object); ok && o.Get("code") != nil {
			w.uncaught = o.Get("code").String() + " " + w.uncaught
		}
	}
	if err := e.Frame(func() {
		e.Enter(func() {
			w.loader.RunMain(filepath.Join(dir, main))
			if p := w.loader.MainPromise; p != nil {
				w.loader.then(vm.ToValue(p), func(goja.Value) {}, func(v goja.Value) { e.Uncaught(v, "") })
			}
		})
	}); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) wants(lines ...string) {
	w.Helper()
	if w.uncaught != "" {
		w.Errorf("uncaught: %s", w.uncaught)
	}
	if got, want := strings.Join(w.log, "\n"), strings.Join(lines, "\n"); got != want {
		w.Errorf("logged\n%s\nwant\n%s", got, want)
	}
}

func (w *world) wantsError(part string) {
	w.Helper()
	if !strings.Contains(w.uncaught, part) {
		w.Errorf("uncaught %q, want %q", w.uncaught, part)
	}
}

func TestRequireKinds(t *testing.T) {
	run(t, "main.js", map[string]string{
		"main.js": `
			log(require('./a').name + ' ' + require('./dir').name + ' ' + require('./data.json').x + ' ' + require('pkg').name);
			log(String(require('./a') === require('./a.js')) + ' ' + String(require.main === module) + ' ' + module.id);
			log(require('node:fake').answer + ' ' + (require('fake') === require('node:fake')));
			log(__filename + ' ' + __dirname + ' ' + require.resolve('pkg'));`,
		"a.js":                          `exports.name = 'a';`,
		"dir/index.js":                  `module.exports = { name: 'index' };`,
		"data.json":                     "\ufeff" + `{"x": 1}`,
		"node_modules/pkg/package.json": `{"name": "pkg", "main": "./lib/main"}`,
		"node_modules/pkg/lib/main.js":  `exports.name = 'pkg';`,
	}).wants("a index 1 pkg", "true true .", "42 true", "DIR/main.js DIR DIR/node_modules/pkg/lib/main.js")
}

func TestRequireCycle(t *testing.T) {
	run(t, "main.js", map[string]string{
		"main.js": `const a = require('./a'); log(a.done + ' ' + a.seen);`,
		"a.js":    `exports.done = false; exports.seen = require('./b').seen; exports.done = true;`,
		"b.js":    `exports.seen = require('./a').done;`,
	}).wants("true false")
}

func TestRequireMissing(t *testing.T) {
	run(t, "main.js", map[string]string{"main.js": `require('./nowhere')`}).
		wantsError("MODULE_NOT_FOUND Error: Cannot find module './nowhere'\nRequire stack:\n- DIR/main.js")
	run(t, "main.js", map[string]string{"main.js": `require('node:nowhere')`}).
		wantsError("ERR_UNKNOWN_BUILTIN_MODULE")
}

func TestPackageExports(t *testing.T) {
	files := map[string]string{
		"main.js": `log(require('p') + require('p/sub') + require('p/deep/x'));
			try { require('p/hidden') } catch (err) { log(err.code) }
			import('p').then((ns) => log(ns.default));`,
		"node_modules/p/package.json": `{"name": "p", "exports": {".": {"import": "./m.mjs", "require": "./c.js"},
			"./sub": "./s.js", "./deep/*": "./d/*.js", "./hidden": null}}`,
		"node_modules/p/m.mjs":  `export default 'esm';`,
		"node_modules/p/c.js":   `module.exports = 'cjs';`,
		"node_modules/p/s.js":   `module.exports = 'sub';`,
		"node_modules/p/d/x.js": `module.exports = 'x';`,
	}
	run(t, "main.js", files).wants("cjssubx", "ERR_PACKAGE_PATH_NOT_EXPORTED", "esm")
}

func TestModuleLiveBindingsAndCycles(t *testing.T) {
	run(t, "main.mjs", map[string]string{
		"main.mjs": `import { count, up, second } from './a.mjs'; import * as ns from './a.mjs';
			log(String(count)); up(); log(String(count) + ' ' + ns.count + ' ' + second());
			try { ns.count = 5 } catch (err) { log(err.name) }
			log(Object.keys(ns).join());`,
		"a.mjs": `import { b } from './b.mjs'; export let count = 0; export function up() { count++ }
			export const second = () => b(); export default class {}`,
		"b.mjs": `import { up } from './a.mjs'; export const b = () => typeof up;`,
	}).wants("0", "1 1 function", "TypeError", "count,default,second,up")
}

func TestModuleTopLevelAwaitOrder(t *testing.T) {
	run(t, "main.mjs", map[string]string{
		"main.mjs": `import './a.mjs'; import './b.mjs'; log('main');`,
		"a.mjs":    `log('a1'); await null; log('a2');`,
		"b.mjs":    `log('b');`,
	}).wants("a1", "b", "a2", "main")
}

func TestImportCommonJS(t *testing.T) {
	run(t, "main.mjs", map[string]string{
		"main.mjs": `import c, { x } from './c.cjs'; import json from './d.json' with { type: 'json' };
			import fake, { answer } from 'node:fake';
			log([c.x, x, json.y, fake.answer, answer, import.meta.filename, import.meta.main].join());`,
		"c.cjs":  `exports.x = 'x';`,
		"d.json": `{"y": "y"}`,
	}).wants("x,x,y,42,42,DIR/main.mjs,true")
}

func TestImportErrors(t *testing.T) {
	for part, source := range map[string]string{
		"does not provide an export named 'nope'": `import { nope } from './a.mjs'`,
		"ERR_MODULE_NOT_FOUND":                    `import './gone.mjs'`,
		"Cannot find package 'gone'":              `import 'gone'`,
		"ERR_UNSUPPORTED_DIR_IMPORT":              `import './dir'`,
		"Named export 'nope' not found":           `import { nope } from './c.cjs'`,
		"ERR_IMPORT_ATTRIBUTE_MISSING":            `import './d.json'`,
		"ERR_UNSUPPORTED_ESM_URL_SCHEME":          `import 'https://example.org/x.mjs'`,
		"boom":                                    `import './throws.mjs'`,
	} {
		run(t, "main.mjs", map[string]string{
			"main.mjs": source, "a.mjs": "", "c.cjs": "", "d.json": "{}", "dir/x.js": "", "throws.mjs": `throw new Error('boom')`,
		}).wantsError(part)
	}
}

func TestRequireModule(t *testing.T) {
	run(t, "main.js", map[string]string{
		"main.js": `log(require('./a.mjs').x); try { require('./tla.mjs') } catch (err) { log(err.code) }`,
		"a.mjs":   `export const x = 'x';`,
		"tla.mjs": `await 1;`,
	}).wants("x", "ERR_REQUIRE_ASYNC_MODULE")
}
