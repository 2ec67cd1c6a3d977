package tests

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// packageTests are the scripts of ./packages, beside the server that they talk
// to. Those without one bring their own listener.
var packageTests = []struct {
	service *service
	scripts []string
}{
	{postgresql, []string{"pg.js", "postgres.mjs"}},
	{redis, []string{"redis.js", "ioredis.js"}},
	{mariadb, []string{"mysql2.js"}},
	{mosquitto, []string{"mqtt.js"}},
	{rabbitmq, []string{"amqplib.js"}},
	{memcached, []string{"memjs.js"}},
	{nats, []string{"nats.js"}},
	{ftp, []string{"basic-ftp.js"}},
	{socks, []string{"socks.js"}},
	{nil, []string{"kafkajs.js", "mongodb.js", "nodemailer.js", "get-port.mjs", "wait-port.js", "split2.js"}},
}

// Packages from npm do real work against real servers, as users have them do.
func TestPackages(t *testing.T) {
	if testing.Short() {
		t.Skip("packages take minutes")
	}
	checkPackageTable(t)
	dir := installPackages(t, "packages")
	for _, group := range packageTests {
		name := "listener"
		if group.service != nil {
			name = group.service.name
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var env []string
			if group.service != nil {
				env = group.service.start(t)
			}
			for _, script := range group.scripts {
				runPackage(t, dir, script, env)
			}
		})
	}
}

// runPackage runs one script over both kinds of endpoint, and on Node.
func runPackage(t *testing.T, dir, script string, env []string) {
	for kind, setting := range endpointKinds {
		t.Run(script+"/"+kind, func(t *testing.T) {
			check(t, invoke(t, dir, "", append(slices.Clip(env), setting...), gonet, script))
		})
	}
	t.Run(script+"/node", func(t *testing.T) {
		if node == "" {
			t.Skip("Node 26 is not here: set NODE to its path")
		}
		check(t, invoke(t, dir, "", env, node, script))
	})
}

// checkPackageTable makes sure that no script is forgotten.
func checkPackageTable(t *testing.T) {
	t.Helper()
	var listed, found []string
	for _, group := range packageTests {
		listed = append(listed, group.scripts...)
	}
	for _, pattern := range []string{"packages/*.js", "packages/*.mjs"} {
		paths, _ := filepath.Glob(pattern)
		for _, path := range paths {
			found = append(found, filepath.Base(path))
		}
	}
	slices.Sort(listed)
	slices.Sort(found)
	if !slices.Equal(listed, found) {
		t.Fatalf("./packages has %v, the table %v", found, listed)
	}
}

// The README's table has what is installed, in its version.
func TestPackagesInReadme(t *testing.T) {
	var manifest struct{ Dependencies map[string]string }
	text, err := os.ReadFile("packages/package.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, version := range manifest.Dependencies {
		if row := "| " + name + " | " + version + " |"; !strings.Contains(string(readme), row) {
			t.Errorf("no row %q", row)
		}
	}
}
