package tests

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The command line, as a user types it: testdata/cli/*.txtar.
func TestCommandLine(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "cli"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", filepath.Dir(gonet)+string(os.PathListSeparator)+env.Getenv("PATH"))
			return nil
		},
	})
}
