package compile

import (
	"fmt"

	"github.com/evanw/esbuild/pkg/api"
)

// lacking are the syntax features that goja has not, by esbuild's names.
// Everything else stays as the user wrote it.
var lacking = map[string]bool{
	"async-generator":      false,
	"decorators":           false,
	"for-await":            false,
	"regexp-match-indices": false,
	"regexp-set-notation":  false,
	"using":                false,
}

// lower has esbuild rewrite the source to what goja's parser takes, unless the
// cache holds what it would make of it.
func (f *sourceFile) lower() error {
	code, mappings, err := f.cachedTransform()
	if err != nil {
		return err
	}
	moves, err := newSourceMap(mappings, code, f.source)
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	f.text, f.moves, f.dynamic = maskHashbang(moves.made), moves, placeholder{}
	return nil
}

// transform is esbuild's rewriting of the source, with its source map.
func (f *sourceFile) transform() (code string, mappings []byte, err error) {
	result := api.Transform(f.source, api.TransformOptions{
		Sourcefile:     f.name,
		Loader:         f.loader(),
		Format:         f.outputFormat(),
		Target:         api.ESNext,
		Supported:      lacking,
		Charset:        api.CharsetUTF8,
		LegalComments:  api.LegalCommentsNone,
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		LogLevel:       api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return "", nil, f.esbuildError(result.Errors[0])
	}
	return string(result.Code), result.Map, nil
}

// Lower rewrites a script that uses features which goja lacks, without regard
// to positions: for built-in modules.
func Lower(name, source string) (string, error) {
	result := api.Transform(source, api.TransformOptions{
		Sourcefile: name,
		Target:     api.ESNext,
		Supported:  lacking,
		LogLevel:   api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return "", fmt.Errorf("%s: %s", name, result.Errors[0].Text)
	}
	return string(result.Code), nil
}

// LowerScript is Lower for a text that a script evaluates. It reports whether
// esbuild took it.
func LowerScript(source string) (string, bool) {
	code, err := Lower("eval", source)
	return code, err == nil
}

func (f *sourceFile) loader() api.Loader {
	switch {
	case f.opts.TypeScript && f.opts.JSX:
		return api.LoaderTSX
	case f.opts.TypeScript:
		return api.LoaderTS
	case f.opts.JSX:
		return api.LoaderJSX
	}
	return api.LoaderJS
}

// outputFormat is CommonJS for TypeScript that is to be CommonJS, where import
// and export are customary and mean require and exports.
func (f *sourceFile) outputFormat() api.Format {
	if f.opts.TypeScript && f.opts.Format == CommonJS {
		return api.FormatCommonJS
	}
	return api.FormatDefault
}

// mustLower is whether goja's parser cannot take the source in any case.
func (f *sourceFile) mustLower() bool { return f.opts.TypeScript || f.opts.JSX }

// attempt compiles the text as it stands, or as esbuild makes it if it does not
// stand. Where both fail, esbuild's error is the one that knows the language.
func (f *sourceFile) attempt(compile func() (*Unit, error)) (*Unit, error) {
	if !f.mustLower() {
		u, err := compile()
		if err == nil || f.faulty {
			return u, err
		}
		if lowerErr := f.lower(); lowerErr != nil {
			return nil, f.better(err, lowerErr)
		}
		u, loweredErr := compile()
		if loweredErr != nil {
			return nil, err
		}
		return u, nil
	}
	if err := f.lower(); err != nil {
		return nil, err
	}
	return compile()
}
