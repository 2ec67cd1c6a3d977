package main

import (
	"os/exec"
	"strings"
)

func shellCommand(command string) *exec.Cmd {
	return exec.Command("cmd.exe", "/d", "/s", "/c", command)
}

// quoteForShell writes an argument so that cmd.exe takes it as one word.
func quoteForShell(arg string) string {
	if arg != "" && !strings.ContainsAny(arg, "\t\n\r \"#$&'()*;<>?\\`|~") {
		return arg
	}
	return `"` + strings.ReplaceAll(arg, `"`, `""`) + `"`
}
