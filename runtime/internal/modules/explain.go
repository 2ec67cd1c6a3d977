package modules

import (
	"path/filepath"
	"regexp"
	"strings"

	"github.com/dop251/goja"
)

// commonJSGlobal matches the message for a name that only CommonJS modules
// have.
var commonJSGlobal = regexp.MustCompile(`^(require|module|exports|__filename|__dirname) is not defined$`)

// explain adds to the error that ended m's evaluation what the name means that
// it did not find.
func (m *record) explain(reason goja.Value) {
	o, ok := reason.(*goja.Object)
	if !ok || o.ClassName() != "Error" {
		return
	}
	// A script may have changed what an error's properties do.
	_ = m.loader.env.VM.Try(func() {
		message := property(o, "message").String()
		if property(o, "name").String() != "ReferenceError" || !commonJSGlobal.MatchString(message) {
			return
		}
		required := strings.HasPrefix(message, "require ")
		message += " in ES module scope"
		if required {
			message += ", you can use import instead"
		}
		o.Set("message", message+m.whyModule())
	})
}

// whyModule says why a .js file is taken for an ES module.
func (m *record) whyModule() string {
	filename := m.loader.pathOf(m.url)
	if filename == m.url || filepath.Ext(filename) != ".js" {
		return ""
	}
	p, err := m.loader.resolver.Scope(filename)
	if err != nil || p == nil || p.Type != "module" {
		return ""
	}
	return "\nThis file is being treated as an ES module because it has a '.js' file extension and '" + filepath.Join(p.Dir, "package.json") +
		"' contains \"type\": \"module\". To treat it as a CommonJS script, rename it to use the '.cjs' file extension."
}
