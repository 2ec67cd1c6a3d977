package resolve

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// target resolution's two outcomes besides a path: nothing matched, and a
// null that forbids the subpath.
var (
	errNoMatch = errors.New("resolve: no condition matched")
	errNull    = errors.New("resolve: the target is null")
)

// lookup is one resolution within a package's "exports" or "imports". A path
// that it finds may hold escapes, as a URL's does.
type lookup struct {
	*Resolver
	p          *Package
	conditions []string
	imports    bool
	base       string // the file that asks, "" for require
	subpath    string // what it asks for
}

// exports resolves subpath ("." or "./x") within p's "exports", with
// conditions in force: PACKAGE_EXPORTS_RESOLVE.
func (r *Resolver) exports(p *Package, subpath string, conditions []string, base string) (string, error) {
	exports, err := normalizeExports(p, base)
	if err != nil {
		return "", err
	}
	l := &lookup{r, p, conditions, false, base, subpath}
	path, err := l.match(exports)
	if err == errNoMatch || err == errNull {
		return "", notExported(p, subpath, base)
	}
	return path, err
}

// imports resolves a "#x" specifier: PACKAGE_IMPORTS_RESOLVE.
func (r *Resolver) imports(specifier, fromPath string, conditions []string) (string, error) {
	if specifier == "#" || strings.HasSuffix(specifier, "/") {
		return "", invalidSpecifier(specifier, "is not a valid internal imports specifier name", fromPath)
	}
	p, err := r.Scope(fromPath)
	if err != nil {
		return "", err
	}
	in := ""
	if p != nil {
		in = " in package " + p.manifest()
		if imports, ok := p.Imports.(object); ok {
			l := &lookup{r, p, conditions, true, fromPath, specifier}
			path, err := l.match(imports)
			if err != errNoMatch && err != errNull {
				return path, err
			}
		}
	}
	return "", &Error{Code: "ERR_PACKAGE_IMPORT_NOT_DEFINED",
		Message: fmt.Sprintf("Package import specifier %q is not defined%s imported from %s", specifier, in, fromPath)}
}

// normalizeExports gives "exports" the form with subpaths as keys.
func normalizeExports(p *Package, base string) (object, error) {
	var o object
	switch e := p.Exports.(type) {
	case object:
		o = e
	case string, []any:
		return object{{".", e}}, nil
	default: // a value without subpaths
		return nil, nil
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
	return nil, invalidConfig(p, base, `"exports" cannot contain some keys starting with '.' and some not. The exports object must either be an object of package subpath keys or an object of main entry condition name keys only.`)
}

// match finds the subpath in a map of subpaths or imports, by name or by the
// most specific pattern: PACKAGE_IMPORTS_EXPORTS_RESOLVE.
func (l *lookup) match(table object) (string, error) {
	key := l.subpath
	if t, ok := table.get(key); ok && !strings.Contains(key, "*") && !strings.HasSuffix(key, "/") {
		return l.target(t, "", key)
	}
	best, bestTarget, bestMatch := "", any(nil), ""
	for _, m := range table {
		prefix, suffix, ok := strings.Cut(m.key, "*")
		if !ok || !strings.HasPrefix(key, prefix) {
			continue
		}
		if strings.HasSuffix(key, "/") && !l.imports {
			l.warnTrailingSlash()
		}
		if len(key) < len(m.key) || !strings.HasSuffix(key, suffix) || strings.Contains(suffix, "*") {
			continue
		}
		if best == "" || moreSpecific(m.key, best) {
			best, bestTarget, bestMatch = m.key, m.value, key[len(prefix):len(key)-len(suffix)]
		}
	}
	if best == "" {
		return "", errNoMatch
	}
	return l.target(bestTarget, bestMatch, best)
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
func (l *lookup) target(t any, matched, key string) (string, error) {
	switch t := t.(type) {
	case nil:
		return "", errNull
	case string:
		return l.targetString(t, matched, key)
	case object:
		for _, m := range t {
			if _, err := strconv.ParseUint(m.key, 10, 32); err == nil {
				return "", invalidConfig(l.p, l.base, `"exports" cannot contain numeric property keys.`)
			}
		}
		for _, m := range t {
			if m.key != "default" && !slices.Contains(l.conditions, m.key) {
				continue
			}
			path, err := l.target(m.value, matched, key)
			if err == errNoMatch {
				continue
			}
			return path, err
		}
		return "", errNoMatch
	case []any:
		return l.firstTarget(t, matched, key)
	}
	return "", l.invalidTarget(t, key)
}

// firstTarget takes the first of several targets that is valid.
func (l *lookup) firstTarget(list []any, matched, key string) (string, error) {
	if len(list) == 0 {
		return "", errNull
	}
	last := errNoMatch
	for _, item := range list {
		path, err := l.target(item, matched, key)
		var e *Error
		switch {
		case err == nil:
			return path, nil
		case err == errNoMatch:
			continue
		case err != errNull && (!errors.As(err, &e) || e.Code != "ERR_INVALID_PACKAGE_TARGET"):
			return "", err
		}
		last = err
	}
	return "", last
}

func (l *lookup) targetString(t, matched, key string) (string, error) {
	if !strings.HasPrefix(t, "./") {
		if l.imports && !strings.HasPrefix(t, "../") && !strings.HasPrefix(t, "/") && !isURL(t) {
			return l.bare(strings.ReplaceAll(t, "*", matched), l.p.manifest(), l.conditions)
		}
		return "", l.invalidTarget(t, key)
	}
	made := strings.ReplaceAll(t, "*", matched)
	// Empty segments are tolerated, unless the request itself ends in a slash.
	switch segments(t[2:]) {
	case invalid:
		return "", l.invalidTarget(t, key)
	case empty:
		l.warnSlashes(made, key, matched, true)
	}
	if matched != "" {
		switch segments(matched) {
		case invalid:
			return "", invalidSpecifier(strings.Replace(key, "*", matched, 1), fmt.Sprintf("request is not a valid match in pattern %q for the %q resolution of %s", key, l.field(), l.p.manifest()), l.base)
		case empty:
			l.warnSlashes(made, key, matched, false)
		}
	}
	return filepath.Join(escapePercent(l.p.Dir), filepath.FromSlash(made)), nil
}

func (l *lookup) field() string {
	if l.imports {
		return "imports"
	}
	return "exports"
}

// validity says what the segments of a path are.
type validity int

const (
	valid   validity = iota
	empty            // some are empty
	invalid          // some are ".", ".." or node_modules, be it in escapes
)

func segments(path string) validity {
	result := valid
	for _, segment := range strings.FieldsFunc(path, isSlash) {
		decoded, err := unescape(segment)
		if err != nil {
			continue
		}
		switch strings.ToLower(decoded) {
		case ".", "..", "node_modules":
			return invalid
		}
	}
	for i := range path {
		if isSlash(rune(path[i])) && (i == 0 || i == len(path)-1 || isSlash(rune(path[i-1]))) {
			result = empty
		}
	}
	if path == "" {
		result = empty
	}
	return result
}

func isSlash(r rune) bool { return r == '/' || r == '\\' }

// warnSlashes warns of empty segments in a target or in what a star matched.
func (l *lookup) warnSlashes(target, key, matched string, inTarget bool) {
	if strings.HasSuffix(l.subpath, "/") {
		return
	}
	request := strings.Replace(key, "*", matched, 1)
	looked, what := request, "leading or trailing slash matching"
	if inTarget {
		looked = target
	}
	if strings.Contains(looked, "//") {
		what = "double slash"
	}
	match := ""
	if request != key {
		match = fmt.Sprintf("matched to %q ", key)
	}
	l.warn("DEP0166", fmt.Sprintf("Use of deprecated %s resolving %q for module request %q %sin the %q field module resolution of the package at %s%s.",
		what, target, request, match, l.field(), l.p.manifest(), importedFrom(l.base)))
}

func (l *lookup) warnTrailingSlash() {
	l.warnOnce("DEP0155", l.p.manifest()+"|"+l.subpath, fmt.Sprintf("Use of deprecated trailing slash pattern mapping %q in the \"exports\" field module resolution of the package at %s%s. Mapping specifiers ending in \"/\" is no longer supported.",
		l.subpath, l.p.manifest(), importedFrom(l.base)))
}

func importedFrom(base string) string {
	if base == "" {
		return ""
	}
	return " imported from " + base
}

func notExported(p *Package, subpath, base string) error {
	message := fmt.Sprintf("Package subpath '%s' is not defined by \"exports\" in %s%s", subpath, p.manifest(), importedFrom(base))
	if subpath == "." {
		message = fmt.Sprintf("No \"exports\" main defined in %s%s", p.manifest(), importedFrom(base))
	}
	return &Error{Code: "ERR_PACKAGE_PATH_NOT_EXPORTED", Message: message}
}

func (l *lookup) invalidTarget(t any, key string) error {
	hint := ""
	if s, ok := t.(string); ok && s != "" && !l.imports && !strings.HasPrefix(s, "./") {
		hint = `; targets must start with "./"`
	}
	shown := strconv.Quote(fmt.Sprint(t))
	place := fmt.Sprintf("target %s defined for '%s' in", shown, key)
	if key == "." {
		place = fmt.Sprintf("main target %s defined in", shown)
	}
	return &Error{Code: "ERR_INVALID_PACKAGE_TARGET",
		Message: fmt.Sprintf("Invalid %q %s the package config %s%s%s", l.field(), place, l.p.manifest(), importedFrom(l.base), hint)}
}

func invalidConfig(p *Package, base, reason string) error {
	if base != "" {
		base = " while importing " + base
	}
	return &Error{Code: "ERR_INVALID_PACKAGE_CONFIG", Message: fmt.Sprintf("Invalid package config %s%s. %s", p.manifest(), base, reason)}
}

func invalidSpecifier(specifier, reason, base string) error {
	return &Error{Code: "ERR_INVALID_MODULE_SPECIFIER", Message: fmt.Sprintf("Invalid module %q %s%s", specifier, reason, importedFrom(base))}
}
