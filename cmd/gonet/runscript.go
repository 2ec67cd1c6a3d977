package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// manifest is a package.json that has been found for --run.
type manifest struct {
	path    string
	text    []byte
	folders []string // node_modules/.bin of all the folders up to the root
}

// runScript is --run: it runs the script called name of the nearest
// package.json in a shell, with args behind it, and returns the exit status. As
// ProcessRunner in nodejs/node:src/node_task_runner.cc.
func runScript(name string, args []string) int {
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailure
	}
	found, ok := findManifest(dir)
	if !ok {
		fmt.Fprintf(os.Stderr, "Can't find package.json for directory %s\n", dir)
		return exitFailure
	}
	command, err := found.script(name)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailure
	}
	for _, arg := range args {
		command += " " + quoteForShell(arg)
	}
	shell := shellCommand(command)
	shell.Dir = filepath.Dir(found.path)
	shell.Stdin, shell.Stdout, shell.Stderr = os.Stdin, os.Stdout, os.Stderr
	list := append(found.folders, os.Getenv("PATH"))
	shell.Env = append(os.Environ(),
		"PATH="+strings.Join(list, string(os.PathListSeparator)),
		"NODE_RUN_SCRIPT_NAME="+name,
		"NODE_RUN_PACKAGE_JSON_PATH="+found.path)
	if err := shell.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			fmt.Fprintln(os.Stderr, err)
		}
		return exitFailure // whatever the script's own status
	}
	return 0
}

// findManifest looks for package.json in dir and the folders above it, but not
// in the root.
func findManifest(dir string) (m manifest, ok bool) {
	for parent := filepath.Dir(dir); parent != dir; dir, parent = parent, filepath.Dir(parent) {
		bin := filepath.Join(dir, "node_modules", ".bin")
		if info, err := os.Stat(bin); err == nil && info.IsDir() {
			m.folders = append(m.folders, bin)
		}
		if ok {
			continue
		}
		path := filepath.Join(dir, "package.json")
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			m.path, m.text, ok = path, text, true
		}
	}
	return m, ok
}

// packageScript is one of the scripts in the order of package.json; command is
// nil if it is no string.
type packageScript struct {
	name    string
	command *string
}

// script returns the command of the script called name; the error says what is
// wrong in Node's words.
func (m *manifest) script(name string) (string, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(m.text, &fields); err != nil {
		return "", fmt.Errorf("Can't parse %s", m.path)
	}
	scripts, ok := packageScripts(fields["scripts"])
	if !ok {
		return "", fmt.Errorf(`Can't find "scripts" field in %s`, m.path)
	}
	problem := fmt.Sprintf(`Missing script: "%s" for %s`, name, m.path)
	for _, s := range scripts {
		switch {
		case s.name != name:
		case s.command != nil:
			return *s.command, nil
		default:
			problem = fmt.Sprintf(`Script "%s" is unexpectedly not a string for %s`, name, m.path)
		}
	}
	problem += "\n\nAvailable scripts are:"
	for _, s := range scripts {
		if s.command != nil {
			problem += "\n  " + s.name + ": " + *s.command
		}
	}
	return "", errors.New(problem)
}

// packageScripts reads the field "scripts"; false if it is no object.
func packageScripts(text json.RawMessage) (list []packageScript, ok bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil, false
	}
	for d.More() {
		name, err := d.Token()
		var v any
		if err != nil || d.Decode(&v) != nil {
			return nil, false
		}
		s := packageScript{name: name.(string)}
		if command, isString := v.(string); isString {
			s.command = &command
		}
		list = append(list, s)
	}
	return list, true
}
