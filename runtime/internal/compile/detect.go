package compile

import "strings"

// HasModuleSyntax reports whether source has an import or export statement,
// which only an ES module can have.
func HasModuleSyntax(source string) bool {
	if !strings.Contains(source, "import") && !strings.Contains(source, "export") {
		return false
	}
	return newFile("", source, Options{}).scanModule().statements
}

// detect compiles the text as CommonJS unless it can only be an ES module. As
// in Node, that is so if it has import or export statements, or if it fails as
// CommonJS but compiles as a module: for import.meta, for await at the top
// level, and for declarations of the wrapper's names (shouldRetryAsESM in
// nodejs/node:src/node_contextify.cc).
func (f *sourceFile) detect() (*Unit, error) {
	if f.opts.TypeScript {
		return f.detectTypeScript()
	}
	if HasModuleSyntax(f.source) {
		return f.module()
	}
	u, err := f.commonJS()
	if err == nil || !f.mayBeModule() {
		return u, err
	}
	if u, moduleErr := newFile(f.name, f.source, f.opts).module(); moduleErr == nil {
		return u, nil
	}
	return nil, err
}

// mayBeModule is a quick look at whether compiling a failed CommonJS text once
// more as a module can succeed.
func (f *sourceFile) mayBeModule() bool {
	for _, word := range []string{"await", "import.meta", "require", "module", "exports", "__filename", "__dirname"} {
		if strings.Contains(f.source, word) {
			return true
		}
	}
	return false
}

// detectTypeScript decides by what is left of the text without its types.
func (f *sourceFile) detectTypeScript() (*Unit, error) {
	if err := f.lower(); err != nil {
		return nil, err
	}
	if HasModuleSyntax(f.text) || HasModuleSyntax(f.source) {
		return f.loweredModule()
	}
	lowered := *f
	u, err := f.compileCommonJS()
	if err == nil || !f.mayBeModule() {
		return u, err
	}
	if u, moduleErr := lowered.loweredModule(); moduleErr == nil {
		return u, nil
	}
	return nil, err
}

func (f *sourceFile) loweredModule() (*Unit, error) {
	if f.opts.URL != "" {
		f.label = f.opts.URL
	}
	return f.compileModule()
}
