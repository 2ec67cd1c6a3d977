package path

import (
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// The expected values are those of Node 26.
func TestFunctions(t *testing.T) {
	vm := goja.New()
	e := env.New(vm, nil)
	errs.Setup(e)
	e.SetModules(func(name string) (env.Loader, bool) {
		return func(*env.Env) goja.Value {
			v, err := vm.RunString("({ cwd: () => cwd, env: { '=D:': 'D:\\\\on\\\\d' } })")
			if err != nil {
				panic(err)
			}
			return v
		}, name == "process"
	})
	vm.Set("posix", Posix(e))
	vm.Set("win32", Win32(e))
	vm.Set("cwd", "/home/u")
	check := func(src, want string) {
		t.Helper()
		v, err := vm.RunString("try { JSON.stringify(" + src + ") } catch (e) { e.code + ' ' + e.message }")
		if err != nil {
			t.Errorf("%s: %v", src, err)
		} else if v.String() != want {
			t.Errorf("%s: got %s, want %s", src, v, want)
		}
	}
	for src, want := range map[string]string{
		"posix.resolve('a', '/b', '../c', './d')":                            `"/c/d"`,
		"posix.resolve('')":                                                  `"/home/u"`,
		"posix.resolve(5, '/a')":                                             `"/a"`,
		"posix.resolve('/a', 5)":                                             `ERR_INVALID_ARG_TYPE The "paths[1]" argument must be of type string. Received type number (5)`,
		"posix.normalize('/foo/bar//baz/asdf/quux/..')":                      `"/foo/bar/baz/asdf"`,
		"posix.normalize('../../a/')":                                        `"../../a/"`,
		"posix.join('/a', '', '../../b')":                                    `"/b"`,
		"posix.relative('/data/orandea/test/aaa', '/data/orandea/impl/bbb')": `"../../impl/bbb"`,
		"posix.relative('/foo', '/')":                                        `".."`,
		"posix.dirname('//a')":                                               `"//"`,
		"posix.basename('/a/b.html/', '.html')":                              `"b"`,
		"posix.basename('aaa/', 'aaaa')":                                     `"aaa/"`,
		"posix.extname('a/.b') + posix.extname('..') + posix.extname('a.') + posix.extname('x.tar.gz/')": `"..gz"`,
		"posix.parse('/home/user/file.txt')":                  `{"root":"/","dir":"/home/user","base":"file.txt","ext":".txt","name":"file"}`,
		"posix.parse('/..')":                                  `{"root":"/","dir":"/","base":"..","ext":".","name":"."}`,
		"posix.format({ root: '/', dir: '/', base: 'x' })":    `"/x"`,
		"posix.format({ dir: 'd', name: 'n', ext: 'e' })":     `"d/n.e"`,
		"posix.format(null)":                                  `ERR_INVALID_ARG_TYPE The "pathObject" argument must be of type object. Received null`,
		"posix.toNamespacedPath(5)":                           `5`,
		"win32.resolve('C:\\\\a', '\\\\b', '..\\\\c')":        `"C:\\c"`,
		"win32.resolve('c:/b\\\\b', 'd:/g', 'c:../a')":        `"c:\\b\\a"`,
		"win32.resolve('D:x')":                                `"D:\\on\\d\\x"`,
		"win32.resolve('//server/share', '../x')":             `"\\\\server\\share\\x"`,
		"win32.normalize('C:////temp\\\\\\\\/\\\\/foo/bar')":  `"C:\\temp\\foo\\bar"`,
		"win32.normalize('./a/../CON:x')":                     `"CON:x"`,
		"win32.normalize('test/../C:/Windows')":               `".\\C:\\Windows"`,
		"win32.join('//a', 'b')":                              `"\\\\a\\b\\"`,
		"win32.join('/', '/b')":                               `"\\b"`,
		"win32.relative('C:\\\\a\\\\b', 'c:\\\\A\\\\c\\\\d')": `"..\\c\\d"`,
		"win32.relative('C:\\\\a', 'D:\\\\b')":                `"D:\\b"`,
		"win32.dirname('//server/share/x')":                   `"//server/share/"`,
		"win32.basename('C:file.txt')":                        `"file.txt"`,
		"win32.isAbsolute('C:/') + win32.isAbsolute('C:')":    `1`,
		"win32.parse('C:\\\\path\\\\f.txt')":                  `{"root":"C:\\","dir":"C:\\path","base":"f.txt","ext":".txt","name":"f"}`,
		"win32.toNamespacedPath('//a/b/c')":                   `"\\\\?\\UNC\\a\\b\\c"`,
		"posix.win32 === win32 && win32.posix === posix":      `true`,
	} {
		check(src, want)
	}
}

func TestMatchesGlob(t *testing.T) {
	posix, win := &style{}, &style{windows: true}
	for _, c := range []struct {
		s             *style
		path, pattern string
		want          bool
	}{
		{posix, "foo/bar/baz", "foo/[bcr]ar/baz", true},
		{posix, "foo/bar/baz", "foo/[!bcr]ar/baz", false},
		{posix, "foo/bar/baz", "foo/**", true},
		{posix, "foo/bar/baz", "**/baz", true},
		{posix, "foo/.bar/baz", "foo/**/baz", false},
		{posix, "foo/bar/baz", "*", false},
		{posix, ".a", "*", false},
		{posix, "a.js", "*.{js,ts}", true},
		{posix, "a2", "a{1..3}", true},
		{posix, "a-4", "a-{1..3}", false},
		{posix, "b", "!(a)", true},
		{posix, "abab", "+(ab)", true},
		{posix, "ab", "@(a|b)", false},
		{posix, "foo/*", `foo\*`, true},
		{win, `foo\bar\baz`, "foo/**/baz", true},
		{win, `foo\bar`, `foo\[bc]ar`, true},
	} {
		if got := c.s.matchesGlob(c.path, c.pattern); got != c.want {
			t.Errorf("%q %q: got %v", c.path, c.pattern, got)
		}
	}
}
