package tests

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var scriptName = regexp.MustCompile(`^test-.*\.(js|mjs|cjs|ts|mts)$`)

// scripts lists the test scripts below this folder.
func scripts(t *testing.T) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || d.Name() == "fixtures") {
			return fs.SkipDir
		}
		if scriptName.MatchString(d.Name()) {
			list = append(list, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		t.Fatal("no scripts found")
	}
	return list
}

// A script passes if it ends with status 0: it asserts for itself.
func TestScripts(t *testing.T) {
	for _, script := range scripts(t) {
		for kind, env := range endpointKinds {
			t.Run(script+"/"+kind, func(t *testing.T) {
				t.Parallel()
				check(t, invoke(t, "", "", env, gonet, script))
			})
		}
	}
}

func TestScriptsOnNode(t *testing.T) {
	if node == "" {
		t.Skip("Node 26 is not here: set NODE to its path")
	}
	for _, script := range scripts(t) {
		if strings.HasPrefix(script, "gonet") {
			continue // what only gonet has
		}
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			check(t, invoke(t, "", "", nil, node, script))
		})
	}
}

func check(t *testing.T, r result) {
	t.Helper()
	if r.code != 0 {
		t.Errorf("exit status %d\n%s%s", r.code, r.stdout, r.stderr)
	}
}
