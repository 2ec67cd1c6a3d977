// Package resolve finds the file that a module specifier means, as Node does
// for require and for import: node_modules, "exports" and "imports" with their
// conditions, self-reference, folders and extensions. It reads the file system
// and knows no JavaScript. Source: nodejs/node:doc/api/modules.md and esm.md,
// "The algorithms".
package resolve

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Error is a failed resolution with Node's code.
type Error struct {
	Code    string
	Message string
	Missing string // for import: the path that was not found
	// Path and RequestPath are, for require, the package.json that named what
	// was not found, and what was asked for.
	Path, RequestPath string
	Manifest          string // the package.json that is no JSON
}

// Importing adds to the error about a package.json which import led to it.
func Importing(err error, specifier, fromPath string) error {
	var e *Error
	if errors.As(err, &e) && e.Manifest != "" {
		return &Error{Code: e.Code, Message: fmt.Sprintf("Invalid package config %s while importing %q from %s.", e.Manifest, specifier, fromPath)}
	}
	return err
}

func (e *Error) Error() string { return e.Message }

// Resolver resolves specifiers. It remembers the package.json files it has
// read; it is not safe for concurrent use.
type Resolver struct {
	// PreserveSymlinks leaves links as they are instead of taking the file's
	// real path as its identity; PreserveMain does so for the program.
	PreserveSymlinks, PreserveMain bool
	// Extensions returns those that require tries, in order; scripts can add to
	// them.
	Extensions func() []string
	// Warn, if set, is told of deprecated ways to name files.
	Warn func(code, message string)

	packages map[string]*Package
	failures map[string]error
	warned   map[string]bool
}

// New makes a resolver with Node's settings.
func New() *Resolver {
	return &Resolver{
		Extensions: func() []string { return []string{".js", ".json", ".node"} },
		packages:   make(map[string]*Package),
		failures:   make(map[string]error),
		warned:     make(map[string]bool),
	}
}

func (r *Resolver) warn(code, message string) {
	if r.Warn != nil {
		r.Warn(code, message)
	}
}

// warnOnce warns once for each key.
func (r *Resolver) warnOnce(code, key, message string) {
	if !r.warned[key] {
		r.warned[key] = true
		r.warn(code, message)
	}
}

// Package returns dir's own package.json, nil if there is none.
func (r *Resolver) Package(dir string) (*Package, error) {
	if p, ok := r.packages[dir]; ok {
		return p, r.failures[dir]
	}
	p, err := readPackage(dir)
	r.packages[dir] = p
	if err != nil {
		r.failures[dir] = err
	}
	return p, err
}

// Scope returns the package that path belongs to: the nearest package.json
// above it, but none above a node_modules folder; nil if there is none.
func (r *Resolver) Scope(path string) (*Package, error) {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if filepath.Base(dir) == "node_modules" {
			return nil, nil
		}
		if p, err := r.Package(dir); p != nil || err != nil {
			return p, err
		}
		if dir == filepath.Dir(dir) {
			return nil, nil
		}
	}
}

// IsRelative reports whether a specifier names a path from the file it stands in.
func IsRelative(specifier string) bool {
	return specifier == "." || specifier == ".." || strings.HasPrefix(specifier, "./") || strings.HasPrefix(specifier, "../")
}

// NodeModulePaths lists the node_modules folders that serve a file in dir,
// nearest first.
func NodeModulePaths(dir string) []string {
	var paths []string
	for {
		if filepath.Base(dir) != "node_modules" {
			paths = append(paths, filepath.Join(dir, "node_modules"))
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return paths
		}
		dir = parent
	}
}

// realPath is path as the file's identity.
func (r *Resolver) realPath(path string, isMain bool) (string, error) {
	if isMain && r.PreserveMain || !isMain && r.PreserveSymlinks {
		return path, nil
	}
	return filepath.EvalSymlinks(path)
}

// splitBare splits a bare specifier into the package's name and the subpath
// within it, "." or "./x".
func splitBare(specifier string) (name, subpath string, ok bool) {
	if specifier == "" || specifier[0] == '.' {
		return "", "", false
	}
	end := strings.IndexByte(specifier, '/')
	if specifier[0] == '@' {
		if end < 0 {
			return "", "", false
		}
		if next := strings.IndexByte(specifier[end+1:], '/'); next >= 0 {
			end += 1 + next
		} else {
			end = -1
		}
	}
	name, subpath = specifier, "."
	if end >= 0 {
		name, subpath = specifier[:end], "."+specifier[end:]
	}
	return name, subpath, !strings.ContainsAny(name, "\\%")
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
