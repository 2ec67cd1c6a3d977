package tests

import (
	"os/exec"
	"strings"
	"testing"
)

// gonet and Node serve each other, plain and over TLS.
func TestHTTP2Across(t *testing.T) {
	if node == "" {
		t.Skip("Node 26 is not here: set NODE to its path")
	}
	for name, pair := range map[string][2]string{"gonet-node": {gonet, node}, "node-gonet": {node, gonet}} {
		for kind, env := range endpointKinds {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				r := invoke(t, "", "", env, pair[0], "testdata/http2/across.js", pair[1])
				check(t, r)
				if r.stdout != "done\n" {
					t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
				}
			})
		}
	}
}

// curl, on nghttp2, is answered.
func TestHTTP2Curl(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not here")
	}
	if version, _ := exec.Command(curl, "--version").Output(); !strings.Contains(string(version), "nghttp2") {
		t.Skip("curl does not speak HTTP/2")
	}
	r := invoke(t, "", "", nil, gonet, "testdata/http2/curl.js", curl)
	check(t, r)
	if r.stdout != "2 200 500000\n2 200 500000\n1.1 200 500000\n" {
		t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
	}
}
