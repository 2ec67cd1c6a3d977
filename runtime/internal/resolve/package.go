package resolve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Package is what the resolver needs to know of one package.json.
type Package struct {
	Dir     string // the folder that holds it
	Name    string
	Main    string
	Type    string // "module", "commonjs" or "" when it says nothing
	Exports any    // nil, string, []any or object, in the file's order
	Imports any
}

// manifest is the path of the package.json.
func (p *Package) manifest() string { return filepath.Join(p.Dir, "package.json") }

// object is a JSON object whose members keep their order, which decides among
// the conditions of "exports".
type object []member

type member struct {
	key   string
	value any
}

func (o object) get(key string) (any, bool) {
	for _, m := range o {
		if m.key == key {
			return m.value, true
		}
	}
	return nil, false
}

// with adds a member; one with the same key keeps its place and gets the value.
func (o object) with(key string, value any) object {
	for i := range o {
		if o[i].key == key {
			o[i].value = value
			return o
		}
	}
	return append(o, member{key, value})
}

// readPackage reads dir's package.json; nil without an error if there is none.
func readPackage(dir string) (*Package, error) {
	path := filepath.Join(dir, "package.json")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil // as if it were not there, which is what Node makes of it
	}
	value, err := decode(data)
	if err != nil {
		return nil, &Error{Code: "ERR_INVALID_PACKAGE_CONFIG", Manifest: path, Message: fmt.Sprintf("Invalid package config %s.", path)}
	}
	p := &Package{Dir: dir}
	o, _ := value.(object)
	str := func(key string) string {
		v, _ := o.get(key)
		s, _ := v.(string)
		return s
	}
	p.Name, p.Main = str("name"), str("main")
	if t := str("type"); t == "module" || t == "commonjs" {
		p.Type = t
	}
	p.Exports, _ = o.get("exports")
	p.Imports, _ = o.get("imports")
	return p, nil
}

// decode parses JSON into nil, bool, json.Number, string, []any and object.
func decode(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	d.UseNumber()
	return decodeValue(d)
}

func decodeValue(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('['):
		list := []any{}
		for d.More() {
			v, err := decodeValue(d)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err = d.Token()
		return list, err
	case json.Delim('{'):
		o := object{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			v, err := decodeValue(d)
			if err != nil {
				return nil, err
			}
			o = o.with(key.(string), v)
		}
		_, err = d.Token()
		return o, err
	}
	return token, nil
}

// PackageOf returns the folder of the package that a bare specifier names in
// the file fromPath.
func (r *Resolver) PackageOf(specifier, fromPath string) (string, error) {
	name, _, ok := splitBare(specifier)
	if !ok {
		return "", invalidSpecifier(specifier, "is not a valid package name", fromPath)
	}
	if p, err := r.Scope(fromPath); err == nil && p != nil && p.Name == name && p.Exports != nil {
		return p.Dir, nil
	}
	for _, dir := range NodeModulePaths(filepath.Dir(fromPath)) {
		packageDir := filepath.Join(dir, filepath.FromSlash(name))
		if isFile(filepath.Join(packageDir, "package.json")) {
			return packageDir, nil
		}
	}
	return "", &Error{Code: "ERR_MODULE_NOT_FOUND", Message: fmt.Sprintf("Cannot find package '%s' imported from %s", name, fromPath)}
}

// InFolder is a path whose scope is that of path, which may be a folder.
func (r *Resolver) InFolder(path string) string {
	if isDir(path) {
		return filepath.Join(path, "package.json")
	}
	return path
}
