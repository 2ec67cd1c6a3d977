package tests

import (
	"path/filepath"
	"testing"
)

// Popular packages of every style load and do real work: CommonJS, ES modules,
// both, maps of exports and imports, compiled from TypeScript. A script asserts
// for itself and passes on Node too.
func TestModulesFromNPM(t *testing.T) {
	if testing.Short() {
		t.Skip("packages take minutes")
	}
	dir := installPackages(t, "modules_npm")
	scripts, err := filepath.Glob("modules_npm/*.*s")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, script := range scripts {
		name := filepath.Base(script)
		t.Run(name+"/gonet", func(t *testing.T) {
			check(t, invoke(t, dir, "", nil, gonet, name))
		})
		t.Run(name+"/node", func(t *testing.T) {
			if node == "" {
				t.Skip("Node 26 is not here: set NODE to its path")
			}
			check(t, invoke(t, dir, "", nil, node, name))
		})
	}
}
