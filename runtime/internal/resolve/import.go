package resolve

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// ImportConditions are in force for import, beside the user's.
var ImportConditions = []string{"node", "import", "module-sync", "node-addons"}

// Import finds the file for an import of specifier in the file fromPath, with
// conditions in force: ESM_RESOLVE for relative, absolute, "#" and bare
// specifiers and for what follows "file://" in a URL. Extensions and folders
// are not tried. The result is the file's real path; what follows a "?" or "#"
// in a relative specifier or URL comes back apart. isMain is whether it is the
// program.
func (r *Resolver) Import(specifier, fromPath string, conditions []string, isMain bool) (path, suffix string, err error) {
	switch {
	case IsRelative(specifier) || strings.HasPrefix(specifier, "/"):
		suffix = urlSuffix(specifier)
		path = LocalPath(strings.TrimSuffix(specifier, suffix))
		if !filepath.IsAbs(path) {
			folder := strings.HasSuffix(path, string(filepath.Separator))
			path = filepath.Join(escapePercent(filepath.Dir(fromPath)), path)
			if folder {
				path += string(filepath.Separator)
			}
		}
	case strings.HasPrefix(specifier, "#"):
		path, err = r.imports(specifier, fromPath, conditions)
	default:
		path, err = r.bare(specifier, fromPath, conditions)
	}
	if err != nil {
		return "", "", err
	}
	if hasEncodedSeparator(path) {
		return "", "", encodedSeparator(path, fromPath)
	}
	if path, err = unescape(path); err != nil {
		return "", "", ErrMalformed
	}
	path, err = r.finalize(path, fromPath, isMain)
	return path, suffix, err
}

// LocalPath is the path of a file: URL as the system writes it.
func LocalPath(path string) string {
	if filepath.Separator == '\\' && len(path) > 2 && path[0] == '/' && path[2] == ':' {
		path = path[1:] // /C:/x
	}
	return filepath.FromSlash(path)
}

func urlSuffix(specifier string) string {
	if i := strings.IndexAny(specifier, "?#"); i >= 0 {
		return specifier[i:]
	}
	return ""
}

// bare is PACKAGE_RESOLVE; the path may hold escapes.
func (r *Resolver) bare(specifier, fromPath string, conditions []string) (string, error) {
	name, subpath, ok := splitBare(specifier)
	if specifier == "" {
		subpath, ok = ".", true // as Node has it: the folder node_modules itself
	}
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
			path, err := r.legacyMain(packageDir, p, fromPath)
			return escapePercent(path), err
		}
		path := filepath.Join(escapePercent(packageDir), filepath.FromSlash(subpath))
		if strings.HasSuffix(subpath, "/") {
			path += string(filepath.Separator)
		}
		return path, nil
	}
	return "", &Error{Code: "ERR_MODULE_NOT_FOUND",
		Message: fmt.Sprintf("Cannot find package '%s' imported from %s", name, fromPath)}
}

// legacyMain is the main file of a package without "exports".
func (r *Resolver) legacyMain(dir string, p *Package, fromPath string) (string, error) {
	main := ""
	var candidates []string
	if p != nil && p.Main != "" {
		main = filepath.Join(dir, filepath.FromSlash(p.Main))
		for _, suffix := range []string{"", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"} {
			candidates = append(candidates, main+filepath.FromSlash(suffix))
		}
	}
	for _, index := range []string{"index.js", "index.json", "index.node"} {
		candidates = append(candidates, filepath.Join(dir, index))
	}
	for _, candidate := range candidates {
		if isFile(candidate) {
			r.warnLegacyMain(p, main, candidate, fromPath)
			return candidate, nil
		}
	}
	last := candidates[len(candidates)-3]
	return "", &Error{Code: "ERR_MODULE_NOT_FOUND",
		Message: fmt.Sprintf("Cannot find package '%s' imported from %s", last, fromPath)}
}

// warnLegacyMain warns of an ES module that package.json does not name
// exactly.
func (r *Resolver) warnLegacyMain(p *Package, main, found, fromPath string) {
	if p == nil || p.Type != "module" || filepath.Ext(found) != ".js" || main == found || p.Main == found {
		return
	}
	dir := p.Dir + string(filepath.Separator)
	file := strings.TrimPrefix(found, dir)
	if main == "" {
		r.warn("DEP0151", fmt.Sprintf("No \"main\" or \"exports\" field defined in the package.json for %s resolving the main entry point %q, imported from %s.\nDefault \"index\" lookups for the main are deprecated for ES modules.", dir, file, fromPath))
		return
	}
	r.warn("DEP0151", fmt.Sprintf("Package %s has a \"main\" field set to %q, excluding the full filename and extension to the resolved file at %q, imported from %s.\n Automatic extension resolution of the \"main\" field is deprecated for ES modules.", dir, p.Main, file, fromPath))
}

// finalize checks that path is a file.
func (r *Resolver) finalize(path, fromPath string, isMain bool) (string, error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return "", &Error{Code: "ERR_UNSUPPORTED_DIR_IMPORT", Missing: path,
			Message: fmt.Sprintf("Directory import '%s' is not supported resolving ES modules imported from %s", path, fromPath)}
	case err != nil || strings.HasSuffix(path, string(filepath.Separator)):
		return "", &Error{Code: "ERR_MODULE_NOT_FOUND", Missing: path,
			Message: fmt.Sprintf("Cannot find module '%s' imported from %s", path, fromPath)}
	}
	return r.realPath(path, isMain)
}

// Hint is how require would have found what an import did not, as text that
// can stand in its place; "" if it would not. A relative specifier is looked
// up in the working directory dir, where Node does.
func (r *Resolver) Hint(specifier, fromPath, dir string, err error) string {
	var failure *Error
	if !errors.As(err, &failure) || failure.Code != "ERR_MODULE_NOT_FOUND" && failure.Code != "ERR_UNSUPPORTED_DIR_IMPORT" {
		return ""
	}
	paths := []string{dir}
	if !IsRelative(specifier) {
		paths = NodeModulePaths(fromPath)
	}
	found, err := r.FindPath(specifier, paths, RequireConditions, false)
	switch {
	case err != nil || found == specifier:
		return ""
	case IsRelative(specifier):
		return relativeTo(filepath.Dir(fromPath), found)
	case !filepath.IsAbs(specifier):
		if i := strings.Index(found, filepath.FromSlash(specifier)); i >= 0 && (found[i:] != specifier || (&url.URL{Path: specifier}).EscapedPath() != specifier) {
			return filepath.ToSlash(found[i:])
		}
	}
	return "file://" + filepath.ToSlash(found)
}

func relativeTo(dir, path string) string {
	relative, err := filepath.Rel(dir, path)
	if err != nil {
		return ""
	}
	if relative = filepath.ToSlash(relative); !strings.HasPrefix(relative, ".") {
		relative = "./" + relative
	}
	return relative
}
