// Package tests runs scripts on the gonet command, as a user does, and on Node
// 26 where it is there: NODE names it, or else "node" on the PATH.
package tests

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// scriptTimeout is far more than any script takes: it ends what hangs.
const scriptTimeout = time.Minute

var (
	gonet string // the command under test
	node  string // Node 26, "" if it is not there
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "gonet-tests-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	gonet = filepath.Join(dir, "gonet")
	if runtime.GOOS == "windows" {
		gonet += ".exe"
	}
	// Without the profile everything but the command itself is compiled already.
	args := []string{"build", "-pgo=off", "-o", gonet}
	if raceEnabled {
		args = append(args, "-race")
	}
	build := exec.Command("go", append(args, "gonet/cmd/gonet")...)
	if out, err := build.CombinedOutput(); err != nil {
		os.Stderr.Write(out)
		return 1
	}
	node = findNode()
	return m.Run()
}

// findNode looks for a Node whose behaviour is the one that scripts expect.
func findNode() string {
	name := os.Getenv("NODE")
	if name == "" {
		name = "node"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	out, err := exec.Command(path, "--version").Output()
	if err != nil || !strings.HasPrefix(string(out), "v26.") {
		return ""
	}
	return path
}

// result is how a command ended.
type result struct {
	stdout, stderr string
	code           int
}

// invoke runs a command in dir, with stdin as its input and extra environment.
func invoke(t *testing.T, dir, stdin string, env []string, command ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), scriptTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if ctx.Err() != nil {
		t.Fatalf("%s did not end\n%s%s", strings.Join(command, " "), stdout.String(), stderr.String())
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// endpointKinds are the settings that every script is run under.
var endpointKinds = map[string][]string{
	"descriptor": nil,
	"conn":       {"GONET_ENDPOINTS=conn"},
}
