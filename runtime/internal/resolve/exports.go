package resolve

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// target resolution's two outcomes besides a path: nothing matched, and a
// null that forbids the subpath.
var (
	errNoMatch = fmt.Errorf("resolve: no condition matched")
	errNull    = fmt.Errorf("resolve: the target is null")
)

// exports resolves subpath ("." or "./x") within p's "exports", with
// conditions in force: PACKAGE_EXPORTS_RESOLVE.
func (r *Resolver) exports(p *Package, subpath string, conditions []string, base string) (string, error) {
	exports, err := normalizeExports(p)
	if err != nil {
		return "", err
	}
	path, err := r.match(p, subpath, exports, conditions, false)
	if err == errNoMatch || err == errNull {
		return "", notExported(p, subpath, base)
	}
	return path, err
}

// imports resolves a "#x" specifier: PACKAGE_IMPORTS_RESOLVE.
func (r *Resolver) imports(specifier, fromPath string, conditions []string) (string, error) {
	if specifier == "#" {
		return "", invalidSpecifier(specifier, "is not a valid internal imports specifier name", fromPath)
	}
	p, err := r.Scope(fromPath)
	if err != nil {
		return "", err
	}
	if p != nil {
		if imports, ok := p.Imports.(object); ok {
			path, err := r.match(p, specifier, imports, conditions, true)
			if err != errNoMatch && err != errNull {
				return path, err
			}
		}
	}
	in := ""
	if p != nil {
		in = " in package " + filepath.Join(p.Dir, "package.json")
	}
	return "", &Error{Code: "ERR_PACKAGE_IMPORT_NOT_DEFINED",
		Message: fmt.Sprintf("Package import specifier %q is not defined%s imported from %s", specifier, in, fromPath)}
}

// normalizeExports gives "exports" the form with subpaths as keys.
func normalizeExports(p *Package) (object, error) {
	o, ok := p.Exports.(object)
	if !ok {
		return object{{".", p.Exports}}, nil
	}
	subpaths := 0
	for _, m := range o {
		if strings.HasPrefix(m.key, ".") {
			subpaths++
		}
	}
	switch subpaths {
	case len(o):
		return o, nil
	case 0:
		return object{{".", o}}, nil
	}
	return nil, &Error{Code: "ERR_INVALID_PACKAGE_CONFIG", Message: fmt.Sprintf(
		"Invalid package config %s. \"exports\" cannot contain some keys starting with '.' and some not. The exports object must either be an object of package subpath keys or an object of main entry condition name keys only.",
		filepath.Join(p.Dir, "package.json"))}
}

// match finds key in a map of subpaths or imports, by name or by the most
// specific pattern: PACKAGE_IMPORTS_EXPORTS_RESOLVE.
func (r *Resolver) match(p *Package, key string, table object, conditions []string, isImports bool) (string, error) {
	if t, ok := table.get(key); ok && !strings.Contains(key, "*") && !strings.HasSuffix(key, "/") {
		return r.target(p, t, "", key, conditions, isImports)
	}
	best, bestTarget, bestMatch := "", any(nil), ""
	for _, m := range table {
		star := strings.IndexByte(m.key, '*')
		if star < 0 || strings.LastIndexByte(m.key, '*') != star {
			continue
		}
		prefix, suffix := m.key[:star], m.key[star+1:]
		if !strings.HasPrefix(key, prefix) || key == prefix || len(key) < len(m.key) || !strings.HasSuffix(key, suffix) {
			continue
		}
		if best == "" || moreSpecific(m.key, best) {
			best, bestTarget, bestMatch = m.key, m.value, key[star:len(key)-len(suffix)]
		}
	}
	if best == "" {
		return "", errNoMatch
	}
	return r.target(p, bestTarget, bestMatch, best, conditions, isImports)
}

// moreSpecific orders patterns: the longer part before the star first, then
// the longer key.
func moreSpecific(a, b string) bool {
	starA, starB := strings.IndexByte(a, '*'), strings.IndexByte(b, '*')
	if starA != starB {
		return starA > starB
	}
	return len(a) > len(b)
}

// target resolves what stands at a key: PACKAGE_TARGET_RESOLVE.
func (r *Resolver) target(p *Package, t any, matched, key string, conditions []string, isImports bool) (string, error) {
	switch t := t.(type) {
	case nil:
		return "", errNull
	case string:
		return r.targetString(p, t, matched, key, conditions, isImports)
	case object:
		for _, m := range t {
			if _, err := strconv.Atoi(m.key); err == nil {
				return "", &Error{Code: "ERR_INVALID_PACKAGE_CONFIG", Message: fmt.Sprintf(
					`Invalid package config %s. "exports" cannot contain numeric property keys.`, filepath.Join(p.Dir, "package.json"))}
			}
			if m.key != "default" && !slices.Contains(conditions, m.key) {
				continue
			}
			path, err := r.target(p, m.value, matched, key, conditions, isImports)
			if err == errNoMatch {
				continue
			}
			return path, err
		}
		return "", errNoMatch
	case []any:
		last := errNoMatch
		for _, item := range t {
			path, err := r.target(p, item, matched, key, conditions, isImports)
			if err == nil {
				return path, nil
			}
			if e, ok := err.(*Error); err != errNoMatch && err != errNull && (!ok || e.Code != "ERR_INVALID_PACKAGE_TARGET") {
				return "", err
			}
			last = err
		}
		return "", last
	}
	return "", invalidTarget(p, t, key, isImports)
}

func (r *Resolver) targetString(p *Package, t, matched, key string, conditions []string, isImports bool) (string, error) {
	if !strings.HasPrefix(t, "./") {
		if isImports && !strings.HasPrefix(t, "../") && !strings.HasPrefix(t, "/") {
			return r.bare(strings.ReplaceAll(t, "*", matched), filepath.Join(p.Dir, "package.json"), conditions)
		}
		return "", invalidTarget(p, t, key, isImports)
	}
	if hasInvalidSegment(t[2:]) {
		return "", invalidTarget(p, t, key, isImports)
	}
	if hasInvalidSegment(matched) {
		return "", invalidSpecifier(strings.ReplaceAll(key, "*", matched),
			fmt.Sprintf("request is not a valid match in pattern %q for the \"exports\" resolution of %s", key, filepath.Join(p.Dir, "package.json")), "")
	}
	return filepath.Join(p.Dir, filepath.FromSlash(strings.ReplaceAll(t, "*", matched))), nil
}

func hasInvalidSegment(path string) bool {
	for _, segment := range strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' }) {
		if segment == "." || segment == ".." || segment == "node_modules" {
			return true
		}
	}
	return false
}

func notExported(p *Package, subpath, base string) error {
	from := ""
	if base != "" {
		from = " imported from " + base
	}
	manifest := filepath.Join(p.Dir, "package.json")
	message := fmt.Sprintf("Package subpath '%s' is not defined by \"exports\" in %s%s", subpath, manifest, from)
	if subpath == "." {
		message = fmt.Sprintf("No \"exports\" main defined in %s%s", manifest, from)
	}
	return &Error{Code: "ERR_PACKAGE_PATH_NOT_EXPORTED", Message: message}
}

func invalidTarget(p *Package, t any, key string, isImports bool) error {
	field, hint := "exports", ""
	if isImports {
		field = "imports"
	}
	if s, ok := t.(string); ok && s != "" && !isImports && !strings.HasPrefix(s, "./") {
		hint = `; targets must start with "./"`
	}
	shown := fmt.Sprintf("%v", t)
	if s, ok := t.(string); ok {
		shown = strconv.Quote(s)
	}
	manifest := filepath.Join(p.Dir, "package.json")
	if key == "." {
		return &Error{Code: "ERR_INVALID_PACKAGE_TARGET",
			Message: fmt.Sprintf("Invalid %q main target %s defined in the package config %s%s", field, shown, manifest, hint)}
	}
	return &Error{Code: "ERR_INVALID_PACKAGE_TARGET",
		Message: fmt.Sprintf("Invalid %q target %s defined for '%s' in the package config %s%s", field, shown, key, manifest, hint)}
}

func invalidSpecifier(specifier, reason, base string) error {
	from := ""
	if base != "" {
		from = " imported from " + base
	}
	return &Error{Code: "ERR_INVALID_MODULE_SPECIFIER", Message: fmt.Sprintf("Invalid module %q %s%s", specifier, reason, from)}
}
