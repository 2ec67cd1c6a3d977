package resolve

import (
	"path/filepath"
	"strings"
)

// RequireConditions are in force for require, beside the user's.
var RequireConditions = []string{"node", "require", "module-sync", "node-addons"}

// ErrNotFound is what FindPath returns when nothing matches; the loader turns
// it into MODULE_NOT_FOUND with its require stack.
var ErrNotFound = &Error{Code: "MODULE_NOT_FOUND"}

// FindPath finds the file that request names in one of the folders of paths,
// tried in order: Module._findPath. The result is the file's real path; isMain
// is whether it is the program. A request that ends in a slash only means a
// folder.
func (r *Resolver) FindPath(request string, paths []string, conditions []string, isMain bool) (string, error) {
	if filepath.IsAbs(request) {
		return r.findIn("", request, conditions, isMain)
	}
	inside := !IsRelative(request) || !strings.HasPrefix(filepath.Clean(request), "..")
	for _, dir := range paths {
		if inside && dir != "" && !isDir(dir) {
			continue
		}
		path, err := r.findIn(dir, request, conditions, isMain)
		if err != ErrNotFound {
			return path, err
		}
	}
	return "", ErrNotFound
}

// findIn looks for request in one folder.
func (r *Resolver) findIn(dir, request string, conditions []string, isMain bool) (string, error) {
	if dir != "" {
		if path, err := r.exported(dir, request, conditions); path != "" || err != nil {
			return path, err
		}
	}
	path := request
	if dir != "" {
		path = filepath.Join(dir, filepath.FromSlash(request))
	}
	if !filepath.IsAbs(path) {
		path, _ = filepath.Abs(path)
	}
	path = filepath.Clean(path)
	if !meansFolder(request) {
		if found := r.asFile(path); found != "" {
			return r.realPath(found, isMain)
		}
	}
	if !isDir(path) {
		return "", ErrNotFound
	}
	return r.asFolder(path, request, isMain)
}

// meansFolder reports whether a request ends as only a folder's name does.
func meansFolder(request string) bool {
	last := request[strings.LastIndexByte(request, '/')+1:]
	return last == "" || last == "." || last == ".."
}

// exported resolves a bare request by the "exports" of the package that dir
// holds; "" if there are none.
func (r *Resolver) exported(dir, request string, conditions []string) (string, error) {
	name, subpath, ok := splitBare(request)
	if !ok {
		return "", nil
	}
	p, err := r.Package(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil || p == nil || p.Exports == nil {
		return "", err
	}
	path, err := r.exports(p, subpath, conditions, "")
	return r.exactOr(path, filepath.Join(p.Dir, "package.json"), err)
}

// Self resolves a package's reference to itself by its own name, in the file
// fromPath; "" if request is none.
func (r *Resolver) Self(request, fromPath string, conditions []string) (string, error) {
	path, err := r.self(request, fromPath, conditions)
	if path == "" && err == nil {
		return "", nil
	}
	p, _ := r.Scope(fromPath)
	return r.exactOr(path, filepath.Join(p.Dir, "package.json"), err)
}

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

// RequireImport resolves a "#" request by the "imports" of the package that
// fromPath belongs to; "" if that has none.
func (r *Resolver) RequireImport(request, fromPath string, conditions []string) (string, error) {
	p, err := r.Scope(fromPath)
	if err != nil || p == nil || p.Imports == nil {
		return "", err
	}
	path, err := r.imports(request, fromPath, conditions)
	if e, ok := err.(*Error); ok && e.Code == "ERR_MODULE_NOT_FOUND" {
		return "", &Error{Code: "MODULE_NOT_FOUND", Message: "Cannot find module '" + request + "'"}
	}
	return r.exactOr(path, filepath.Join(p.Dir, "package.json"), err)
}

// exactOr takes path as it is, without trying extensions; manifest is the
// package.json that named it.
func (r *Resolver) exactOr(path, manifest string, err error) (string, error) {
	switch {
	case err != nil:
		return "", err
	case hasEncodedSeparator(path):
		return "", encodedSeparator(path, manifest)
	}
	if path, err = unescape(path); err != nil {
		return "", err
	}
	if !isFile(path) {
		return "", &Error{Code: "MODULE_NOT_FOUND", Message: "Cannot find module '" + path + "'", Path: manifest}
	}
	return r.realPath(path, false)
}

// asFolder is LOAD_AS_DIRECTORY: the file that the folder's package.json
// names, or its index.
func (r *Resolver) asFolder(path, request string, isMain bool) (string, error) {
	p, err := r.Package(path)
	if err != nil {
		return "", err
	}
	if p == nil || p.Main == "" {
		if found := r.asIndex(path); found != "" {
			return r.realPath(found, isMain)
		}
		return "", ErrNotFound
	}
	main := filepath.Join(path, filepath.FromSlash(p.Main))
	for _, found := range []string{r.asFile(main), r.asIndex(main)} {
		if found != "" {
			return r.realPath(found, isMain)
		}
	}
	manifest := filepath.Join(path, "package.json")
	if found := r.asIndex(path); found != "" {
		r.warn("DEP0128", "Invalid 'main' field in '"+manifest+"' of '"+p.Main+"'. Please either fix that or report it to the module author")
		return r.realPath(found, isMain)
	}
	return "", &Error{Code: "MODULE_NOT_FOUND", Path: manifest, RequestPath: request,
		Message: "Cannot find module '" + main + "'. Please verify that the package.json has a valid \"main\" entry"}
}

func (r *Resolver) asFile(path string) string {
	if isFile(path) {
		return path
	}
	return r.withExtension(path)
}

func (r *Resolver) asIndex(dir string) string {
	return r.withExtension(filepath.Join(dir, "index"))
}

func (r *Resolver) withExtension(path string) string {
	for _, extension := range r.Extensions() {
		if isFile(path + extension) {
			return path + extension
		}
	}
	return ""
}
