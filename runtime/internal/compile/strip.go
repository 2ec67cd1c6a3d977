package compile

import (
	"encoding/base64"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// StripOptions are those of module.stripTypeScriptTypes.
type StripOptions struct {
	// Transform also rewrites what has no counterpart in JavaScript: enums,
	// namespaces, parameter properties. Without it they are rewritten all the
	// same, since no harm comes of it.
	Transform bool
	SourceMap bool   // append a source map
	SourceURL string // append a comment that names the text
}

// StripTypes makes TypeScript JavaScript. The error is a *SyntaxError.
func StripTypes(source string, opts StripOptions) (string, error) {
	f := newFile("<anonymous>", source, Options{TypeScript: true})
	options := api.TransformOptions{
		Sourcefile: opts.SourceURL, Loader: api.LoaderTS, Target: api.ESNext,
		Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		// Imports that are used only as types are the user's to mark.
		TsconfigRaw: `{"compilerOptions":{"verbatimModuleSyntax":true}}`,
	}
	if opts.SourceMap {
		options.Sourcemap = api.SourceMapExternal
	}
	result := api.Transform(source, options)
	if len(result.Errors) > 0 {
		return "", f.esbuildError(result.Errors[0])
	}
	var text strings.Builder
	text.Write(result.Code)
	if opts.SourceURL != "" {
		text.WriteString("\n\n//# sourceURL=" + opts.SourceURL)
	}
	if opts.SourceMap {
		text.WriteString("\n\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString(result.Map))
	}
	return text.String(), nil
}
