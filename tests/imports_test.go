package tests

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers says what the files of each folder may import: packages of this
// module by their folder, and other modules by their path. Tests are free.
var layers = map[string]struct{ own, other []string }{
	"cmd/gonet": {own: []string{"cmd/gonet", "runtime"}},
	"runtime": {
		own: []string{"runtime", "bindings", "netimpl", "js"},
		other: []string{"github.com/dop251/goja", "github.com/dop251/goja_nodejs", "github.com/evanw/esbuild",
			"github.com/go-sourcemap/sourcemap"},
	},
	"bindings": {
		own: []string{"bindings", "netimpl"},
		other: []string{"github.com/dop251/goja", "github.com/dop251/goja_nodejs", "github.com/miekg/dns",
			"golang.org/x/text", "golang.org/x/net", "golang.org/x/term", "golang.org/x/crypto", "golang.org/x/sys",
			"github.com/dlclark/regexp2", "github.com/andybalholm/brotli", "github.com/clipperhouse/uax29", "github.com/HdrHistogram/hdrhistogram-go",
			"github.com/klauspost/compress", "github.com/tetratelabs/wazero", "github.com/cloudflare/circl",
			"github.com/decred/dcrd/dcrec/secp256k1"},
	},
	"netimpl": {own: []string{"netimpl"}, other: []string{"golang.org/x/sys", "github.com/Microsoft/go-winio"}},
	"js":      {},
}

// An arrow of the architecture only points down: see docs/architecture.md.
func TestImports(t *testing.T) {
	for layer, allowed := range layers {
		err := filepath.WalkDir(filepath.Join("..", layer), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, spec := range file.Imports {
				name, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					return err
				}
				if !permitted(name, allowed.own, allowed.other) {
					t.Errorf("%s imports %s", path, name)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func permitted(name string, own, other []string) bool {
	if folder, ok := strings.CutPrefix(name, "gonet/"); ok {
		return slices.ContainsFunc(own, func(o string) bool { return within(folder, o) })
	}
	if !strings.Contains(strings.Split(name, "/")[0], ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(other, func(o string) bool { return within(name, o) })
}

func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}
