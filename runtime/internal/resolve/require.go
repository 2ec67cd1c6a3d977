package resolve

import (
	"path/filepath"
	"slices"
	"strings"
)

// requireConditions are in force for require.
var requireConditions = []string{"node", "require", "module-sync", "node-addons"}

// ErrNotFound is what Require returns when nothing matches; the loader turns
// it into MODULE_NOT_FOUND with its require stack.
var ErrNotFound = &Error{Code: "MODULE_NOT_FOUND"}

// Require finds the file for require(request) in the file fromPath; paths are
// the folders that serve bare names, nearest first. A path that ends in a
// slash only means a folder. The result is the file's real path.
func (r *Resolver) Require(request, fromPath string, paths []string) (string, error) {
	conditions := append(slices.Clone(requireConditions), r.Conditions...)
	switch {
	case filepath.IsAbs(request):
		return r.requirePath(request)
	case IsRelative(request):
		path := filepath.Join(filepath.Dir(fromPath), request)
		if strings.HasSuffix(request, "/") || strings.HasSuffix(request, "/.") || strings.HasSuffix(request, "/..") || request == "." || request == ".." {
			path += string(filepath.Separator)
		}
		return r.requirePath(path)
	case strings.HasPrefix(request, "#"):
		path, err := r.imports(request, fromPath, conditions)
		if err != nil {
			return "", err
		}
		return r.exact(path)
	}
	if path, err := r.self(request, fromPath, conditions); path != "" || err != nil {
		return r.exactOr(path, err)
	}
	for _, dir := range append(slices.Clone(paths), r.GlobalPaths...) {
		if !isDir(dir) {
			continue
		}
		path, err := r.requireIn(dir, request, fromPath, conditions)
		if err != ErrNotFound {
			return path, err
		}
	}
	return "", ErrNotFound
}

// requireIn looks for a bare request in one node_modules folder.
func (r *Resolver) requireIn(dir, request, fromPath string, conditions []string) (string, error) {
	if name, subpath, ok := splitBare(request); ok {
		p, err := r.Package(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		if p != nil && p.Exports != nil {
			path, err := r.exports(p, subpath, conditions, "")
			return r.exactOr(path, err)
		}
	}
	path := filepath.Join(dir, filepath.FromSlash(request))
	if strings.HasSuffix(request, "/") {
		path += string(filepath.Separator)
	}
	return r.requirePath(path)
}

// self resolves a package's reference to itself by its own name; "" if
// request is none.
func (r *Resolver) self(request, fromPath string, conditions []string) (string, error) {
	name, subpath, ok := splitBare(request)
	if !ok {
		return "", nil
	}
	p, err := r.Scope(fromPath)
	if err != nil || p == nil || p.Exports == nil || p.Name != name {
		return "", err
	}
	return r.exports(p, subpath, conditions, fromPath)
}

func (r *Resolver) exactOr(path string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return r.exact(path)
}

// exact takes path as it is, without trying extensions.
func (r *Resolver) exact(path string) (string, error) {
	if !isFile(path) {
		return "", &Error{Code: "MODULE_NOT_FOUND", Message: "Cannot find module '" + path + "'", Missing: path}
	}
	return r.realPath(path)
}

// requirePath is LOAD_AS_FILE and LOAD_AS_DIRECTORY.
func (r *Resolver) requirePath(path string) (string, error) {
	wantsDir := strings.HasSuffix(path, string(filepath.Separator))
	path = filepath.Clean(path)
	if !wantsDir {
		if found := r.asFile(path); found != "" {
			return r.realPath(found)
		}
	}
	if !isDir(path) {
		return "", ErrNotFound
	}
	p, err := r.Package(path)
	if err != nil {
		return "", err
	}
	if p != nil && p.Main != "" {
		main := filepath.Join(path, filepath.FromSlash(p.Main))
		for _, found := range []string{r.asFile(main), r.asIndex(main)} {
			if found != "" {
				return r.realPath(found)
			}
		}
	}
	if found := r.asIndex(path); found != "" {
		return r.realPath(found)
	}
	if p != nil && p.Main != "" {
		missing := filepath.Join(path, filepath.FromSlash(p.Main))
		return "", &Error{Code: "MODULE_NOT_FOUND", Missing: filepath.Join(path, "package.json"),
			Message: "Cannot find module '" + missing + "'. Please verify that the package.json has a valid \"main\" entry"}
	}
	return "", ErrNotFound
}

func (r *Resolver) asFile(path string) string {
	if isFile(path) {
		return path
	}
	for _, extension := range r.Extensions {
		if isFile(path + extension) {
			return path + extension
		}
	}
	return ""
}

func (r *Resolver) asIndex(dir string) string {
	for _, extension := range r.Extensions {
		if path := filepath.Join(dir, "index"+extension); isFile(path) {
			return path
		}
	}
	return ""
}
