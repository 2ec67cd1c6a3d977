//go:build !windows

package main

import (
	"os/exec"
	"regexp"
	"strings"
)

func shellCommand(command string) *exec.Cmd { return exec.Command("/bin/sh", "-c", command) }

// special are the characters that mean something to a shell.
var special = regexp.MustCompile("[\\t\\n\\r \"#$&'()*;<>?\\\\`|~]")

// quoteForShell writes an argument so that the shell takes it as one word.
func quoteForShell(arg string) string {
	if arg != "" && !special.MatchString(arg) {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
