package tests

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var record = flag.Bool("record", false, "record the examples' output on Node 26 in testdata")

// Every example prints on gonet what it prints on Node 26, as recorded in
// testdata and, where Node 26 is there, as it does now.
func TestExamples(t *testing.T) {
	examples, err := filepath.Glob("../examples/*.*js")
	if err != nil || len(examples) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, example := range examples {
		name := filepath.Base(example)
		recorded := filepath.Join("testdata", "examples", name+".out")
		if node != "" {
			t.Run(name+"/node", func(t *testing.T) {
				out := invoke(t, "", "", nil, node, example).stdout
				if *record {
					if err := os.WriteFile(recorded, []byte(out), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				compare(t, recorded, out)
			})
		}
		for kind, env := range endpointKinds {
			t.Run(name+"/"+kind, func(t *testing.T) {
				r := invoke(t, "", "", env, gonet, example)
				check(t, r)
				compare(t, recorded, r.stdout)
			})
		}
	}
}

func compare(t *testing.T, recorded, got string) {
	t.Helper()
	want, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("output (-recorded +got):\n%s", diff)
	}
}
