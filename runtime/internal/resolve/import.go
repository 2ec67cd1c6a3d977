package resolve

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

// importConditions are in force for import.
var importConditions = []string{"node", "import", "module-sync", "node-addons"}

// Import finds the file for an import of specifier in the file fromPath:
// ESM_RESOLVE for relative, absolute, "#" and bare specifiers and file: URLs.
// Extensions and folders are not tried. The result is the file's real path;
// what follows a "?" or "#" in a relative specifier or URL comes back apart.
func (r *Resolver) Import(specifier, fromPath string) (path, suffix string, err error) {
	switch {
	case strings.HasPrefix(specifier, "file:"):
		u, err := url.Parse(specifier)
		if err != nil {
			return "", "", invalidSpecifier(specifier, "is not a valid URL", fromPath)
		}
		path = filepath.FromSlash(u.Path)
		suffix = urlSuffix(specifier)
	case IsRelative(specifier) || strings.HasPrefix(specifier, "/"):
		suffix = urlSuffix(specifier)
		name := strings.TrimSuffix(specifier, suffix)
		if decoded, err := url.PathUnescape(name); err == nil {
			name = decoded
		}
		path = filepath.FromSlash(name)
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(fromPath), path)
			if strings.HasSuffix(name, "/") {
				path += string(filepath.Separator)
			}
		}
	default:
		conditions := append(slices.Clone(importConditions), r.Conditions...)
		if strings.HasPrefix(specifier, "#") {
			path, err = r.imports(specifier, fromPath, conditions)
		} else {
			path, err = r.bare(specifier, fromPath, conditions)
		}
		if err != nil {
			return "", "", err
		}
	}
	path, err = r.finalize(path, specifier, fromPath)
	return path, suffix, err
}

func urlSuffix(specifier string) string {
	if i := strings.IndexAny(specifier, "?#"); i >= 0 {
		return specifier[i:]
	}
	return ""
}

// bare is PACKAGE_RESOLVE.
func (r *Resolver) bare(specifier, fromPath string, conditions []string) (string, error) {
	name, subpath, ok := splitBare(specifier)
	if !ok {
		return "", invalidSpecifier(specifier, "is not a valid package name", fromPath)
	}
	if path, err := r.self(specifier, fromPath, conditions); path != "" || err != nil {
		return path, err
	}
	for _, dir := range NodeModulePaths(filepath.Dir(fromPath)) {
		packageDir := filepath.Join(dir, filepath.FromSlash(name))
		if !isDir(packageDir) {
			continue
		}
		p, err := r.Package(packageDir)
		switch {
		case err != nil:
			return "", err
		case p != nil && p.Exports != nil:
			return r.exports(p, subpath, conditions, fromPath)
		case subpath == ".":
			return r.legacyMain(packageDir, p, specifier, fromPath)
		}
		return filepath.Join(packageDir, filepath.FromSlash(subpath)), nil
	}
	return "", &Error{Code: "ERR_MODULE_NOT_FOUND",
		Message: fmt.Sprintf("Cannot find package '%s' imported from %s", name, fromPath)}
}

// legacyMain is the main file of a package without "exports".
func (r *Resolver) legacyMain(dir string, p *Package, specifier, fromPath string) (string, error) {
	var candidates []string
	if p != nil && p.Main != "" {
		main := filepath.Join(dir, filepath.FromSlash(p.Main))
		for _, suffix := range []string{"", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"} {
			candidates = append(candidates, main+filepath.FromSlash(suffix))
		}
	}
	for _, index := range []string{"index.js", "index.json", "index.node"} {
		candidates = append(candidates, filepath.Join(dir, index))
	}
	for _, candidate := range candidates {
		if isFile(candidate) {
			return candidate, nil
		}
	}
	return "", &Error{Code: "ERR_MODULE_NOT_FOUND", Missing: dir,
		Message: fmt.Sprintf("Cannot find package '%s' imported from %s", dir, fromPath)}
}

// finalize checks that path is a file.
func (r *Resolver) finalize(path, specifier, fromPath string) (string, error) {
	if isDir(path) {
		return "", &Error{Code: "ERR_UNSUPPORTED_DIR_IMPORT", Missing: path,
			Message: fmt.Sprintf("Directory import '%s' is not supported resolving ES modules imported from %s", path, fromPath)}
	}
	if !isFile(path) {
		return "", &Error{Code: "ERR_MODULE_NOT_FOUND", Missing: path,
			Message: fmt.Sprintf("Cannot find module '%s' imported from %s", path, fromPath)}
	}
	return r.realPath(path)
}
