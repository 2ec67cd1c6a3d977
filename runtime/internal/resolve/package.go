package resolve

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
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

// readPackage reads dir's package.json; nil without an error if there is none.
func readPackage(dir string) (*Package, error) {
	path := filepath.Join(dir, "package.json")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) || isNotDir(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	value, err := decode(data)
	if err != nil {
		return nil, &Error{Code: "ERR_INVALID_PACKAGE_CONFIG", Message: fmt.Sprintf("Invalid package config %s. %s", path, err)}
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
			o = append(o, member{key.(string), v})
		}
		_, err = d.Token()
		return o, err
	}
	return token, nil
}
