package tests

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// What TypeScript becomes is kept in the folder of GONET_CACHE; an entry that
// has been changed does no harm, and nothing is kept if the user says so.
func TestTransformCache(t *testing.T) {
	dir, cache := t.TempDir(), filepath.Join(t.TempDir(), "cache")
	script := filepath.Join(dir, "typed.ts")
	if err := os.WriteFile(script, []byte("enum A { B = 7 }\nconst x: number = A.B;\nconsole.log(x);\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) {
		t.Helper()
		r := invoke(t, dir, "", []string{"GONET_CACHE=" + cache}, append(append([]string{gonet}, args...), script)...)
		if r.code != 0 || r.stdout != "7\n" {
			t.Fatalf("exit status %d\n%s%s", r.code, r.stdout, r.stderr)
		}
	}
	entries := func() (list []string) {
		t.Helper()
		_ = filepath.WalkDir(cache, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				list = append(list, path)
			}
			return nil
		})
		return list
	}
	run("--no-transform-cache")
	if list := entries(); len(list) != 0 {
		t.Fatalf("kept without being asked to: %v", list)
	}
	run()
	list := entries()
	if len(list) != 1 {
		t.Fatalf("kept: %v", list)
	}
	run()
	if err := os.WriteFile(list[0], []byte("not what it was"), 0o600); err != nil {
		t.Fatal(err)
	}
	run()
	if again := entries(); len(again) != 1 || again[0] != list[0] {
		t.Fatalf("kept: %v", again)
	}
}
