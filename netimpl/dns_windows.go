package netimpl

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

func servicesPath() string {
	dir, err := windows.GetSystemDirectory()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "drivers", "etc", "services")
}
