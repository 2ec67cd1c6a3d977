package os

import (
	"syscall"

	"gonet/netimpl"
)

const (
	eol          = "\r\n"
	devNull      = `\\.\nul`
	homeVariable = "USERPROFILE"
)

var tmpVariables = []string{"TEMP", "TMP"}

func defaultTmp(environ func(string) string) string {
	if root := environ("SystemRoot"); root != "" {
		return root + `\temp`
	}
	return environ("windir") + `\temp`
}

var dlopenFlags []named

// errnos are the errors that netimpl reports, with libuv's numbers made
// positive.
func errnos() []named {
	var list []named
	for _, e := range netimpl.SystemErrors() {
		list = append(list, named{e.Name, -e.Number})
	}
	return list
}

func priority(int) (int, error) { return 0, syscall.EWINDOWS }

func setPriority(int, int) error { return syscall.EWINDOWS }
