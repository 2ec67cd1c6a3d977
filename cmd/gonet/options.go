package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// kind is what an option takes.
type kind int

const (
	flag     kind = iota // nothing; --no-NAME turns it off
	value                // a value: --NAME=VALUE or --NAME VALUE
	values               // the same, repeatedly
	optional             // nothing or --NAME=VALUE
)

// known are the options, by their names without dashes: those of Node's that
// mean something here.
var known = map[string]kind{
	"abort-on-uncaught-exception":      flag,
	"addons":                           flag,
	"async-context-frame":              flag,
	"check":                            flag,
	"conditions":                       values,
	"deprecation":                      flag,
	"disable-warning":                  values,
	"dns-result-order":                 value,
	"enable-source-maps":               flag,
	"entry-url":                        flag,
	"eval":                             value,
	"experimental-detect-module":       flag,
	"experimental-import-meta-resolve": flag,
	"experimental-loader":              values,
	"experimental-print-required-tla":  flag,
	"experimental-repl-await":          flag,
	"experimental-require-module":      flag,
	"experimental-strip-types":         flag,
	"experimental-transform-types":     flag,
	"experimental-vm-modules":          flag,
	"experimental-wasm-modules":        flag,
	"expose-gc":                        flag,
	"help":                             flag,
	"import":                           values,
	"input-type":                       value,
	"interactive":                      flag,
	"max-old-space-size":               value,
	"network-family-autoselection":     flag,
	"network-family-autoselection-attempt-timeout": value,
	"pending-deprecation":                          flag,
	"preserve-symlinks":                            flag,
	"preserve-symlinks-main":                       flag,
	"print":                                        flag,
	"redirect-warnings":                            value,
	"require":                                      values,
	"run":                                          value,
	"stack-trace-limit":                            value,
	"throw-deprecation":                            flag,
	"title":                                        value,
	"tls-max-v1.2":                                 flag,
	"tls-max-v1.3":                                 flag,
	"tls-min-v1.0":                                 flag,
	"tls-min-v1.1":                                 flag,
	"tls-min-v1.2":                                 flag,
	"tls-min-v1.3":                                 flag,
	"trace-deprecation":                            flag,
	"trace-require-module":                         value,
	"trace-uncaught":                               flag,
	"trace-warnings":                               flag,
	"transform-cache":                              flag,
	"unhandled-rejections":                         value,
	"version":                                      flag,
	"warnings":                                     flag,
	"zero-fill-buffers":                            flag,
}

// choices are the values that an option may have, where not any will do.
var choices = map[string][]string{
	"trace-require-module": {"all", "no-node-modules"},
	"unhandled-rejections": {"strict", "warn", "none", "throw", "warn-with-error-code"},
}

// aliases are short names and older spellings.
var aliases = map[string]string{
	"-c": "--check", "-C": "--conditions", "-e": "--eval", "-h": "--help", "-i": "--interactive",
	"-p": "--print", "-r": "--require", "-v": "--version",
	"--loader":                              "--experimental-loader",
	"--enable-network-family-autoselection": "--network-family-autoselection",
	"--require-module":                      "--experimental-require-module",
	"--strip-types":                         "--experimental-strip-types",
	"--no-require-module":                   "--no-experimental-require-module",
	"--no-strip-types":                      "--no-experimental-strip-types",
}

// parsed is a command line taken apart.
type parsed struct {
	options  map[string][]string // by name; "no-x" where a flag is turned off
	execArgs []string            // the options as they were given
	rest     []string            // the script and its arguments
}

func (p *parsed) has(name string) bool { return len(p.options[name]) > 0 }

// last is the value of the last option called name.
func (p *parsed) last(name string) string {
	if list := p.options[name]; len(list) > 0 {
		return list[len(list)-1]
	}
	return ""
}

// parse takes args apart up to the script's name; the error is the text for
// the user.
func parse(args []string) (*parsed, error) {
	p := &parsed{options: map[string][]string{}}
	n, err := p.takeOptions(args)
	if err != nil {
		return nil, err
	}
	if p.has("tls-min-v1.3") && p.has("tls-max-v1.2") {
		return nil, errors.New("either --tls-min-v1.3 or --tls-max-v1.2 can be used, not both")
	}
	p.execArgs, p.rest = args[:n], args[n:]
	if n > 0 && args[n-1] == "--" {
		p.execArgs = args[:n-1]
	}
	return p, nil
}

// parseWorker reads the options of a worker thread.
func parseWorker(words []string) (options map[string][]string, read int, err error) {
	p := &parsed{options: map[string][]string{}}
	read, err = p.takeOptions(words)
	return p.options, read, err
}

// takeOptions reads options from the front of args and returns how many words
// they are.
func (p *parsed) takeOptions(args []string) (int, error) {
	for i := 0; i < len(args); i++ {
		word := args[i]
		if word == "--" {
			return i + 1, nil
		}
		if word == "-" || !strings.HasPrefix(word, "-") {
			return i, nil
		}
		if word == "-pe" || word == "-ep" {
			p.options["print"] = append(p.options["print"], "")
			word = "--eval"
		}
		given, inline, hasInline := strings.Cut(word, "=")
		if long, ok := aliases[given]; ok {
			given = long
		}
		given = strings.ReplaceAll(given, "_", "-") // V8's spelling of names
		name := strings.TrimPrefix(given, "--")
		kind, off, ok := lookUp(name)
		if !ok || !strings.HasPrefix(given, "--") {
			return 0, fmt.Errorf("bad option: %s", args[i])
		}
		switch {
		case kind == flag && hasInline:
			return 0, fmt.Errorf("%s=%s: option takes no value", given, inline)
		case kind == flag:
			p.options[name] = append(p.options[name], "")
			// node -p CODE prints what it evaluates.
			if name == "print" && i+1 < len(args) && !strings.HasPrefix(args[i+1], "-") && !p.has("eval") {
				i++
				p.options["eval"] = append(p.options["eval"], args[i])
			}
		case hasInline:
			p.options[name] = append(p.options[name], inline)
		case i+1 < len(args) && !off:
			i++
			p.options[name] = append(p.options[name], args[i])
		default:
			return 0, fmt.Errorf("%s requires an argument", args[i])
		}
		if allowed, ok := choices[name]; ok && !slices.Contains(allowed, p.last(name)) {
			return 0, fmt.Errorf("invalid value for --%s", name)
		}
	}
	return len(args), nil
}

// lookUp finds an option; off is whether it is a flag's --no- form.
func lookUp(name string) (k kind, off, ok bool) {
	if k, ok := known[name]; ok {
		return k, false, true
	}
	positive, isNo := strings.CutPrefix(name, "no-")
	k, ok = known[positive]
	return k, true, isNo && ok && k == flag
}
