package tests

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// installPackages lays the scripts of a folder here, and the packages that they
// use, into a folder of its own, with npm and the versions of the lock file.
func installPackages(t *testing.T, folder string) string {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		missing(t, "npm")
	}
	root := t.TempDir()
	dir := filepath.Join(root, folder)
	for _, name := range []string{folder, "common"} {
		if err := os.CopyFS(filepath.Join(root, name), os.DirFS(name)); err != nil {
			t.Fatal(err)
		}
	}
	install := exec.Command(npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--prefer-offline")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return dir
}

// missing skips a test for want of a program; where everything must be there,
// it fails.
func missing(t *testing.T, names ...string) {
	t.Helper()
	text := strings.Join(names, " or ") + " is not installed: .ci/run says how"
	if os.Getenv("CI") != "" {
		t.Fatal(text)
	}
	t.Skip(text)
}
