package tests

import "testing"

// gonet and Node fork each other.
func TestForkAcross(t *testing.T) {
	if node == "" {
		t.Skip("Node 26 is not here: set NODE to its path")
	}
	for name, pair := range map[string][2]string{"gonet-node": {gonet, node}, "node-gonet": {node, gonet}} {
		for _, serialization := range []string{"json", "advanced"} {
			t.Run(name+"/"+serialization, func(t *testing.T) {
				t.Parallel()
				r := invoke(t, "", "", nil, pair[0], "testdata/ipc/across.js", pair[1], serialization)
				check(t, r)
				if r.stdout != "done\n" {
					t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
				}
			})
		}
	}
}
