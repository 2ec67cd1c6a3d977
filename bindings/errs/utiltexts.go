package errs

import (
	"encoding/json"

	"gonet/bindings/env"
)

// unknownOption: (option, allowPositionals).
func unknownOption(e *env.Env, args []any) string {
	option := text(args, 0)
	suggestion := ""
	if value(e, args, 1).ToBoolean() {
		quoted, err := json.Marshal(option)
		if err != nil {
			panic(err) // a string always has a JSON form
		}
		suggestion = ". To specify a positional argument starting with a '-', place it at the end of the command after " +
			"'--', as in '-- " + string(quoted)
	}
	return "Unknown option '" + option + "'" + suggestion
}

// invalidMIMESyntax: (production, text, index), where -1 is no index.
func invalidMIMESyntax(_ *env.Env, args []any) string {
	message := "The MIME syntax for a " + text(args, 0) + ` in "` + text(args, 1) + `" is invalid`
	if at := text(args, 2); at != "-1" {
		message += " at " + at
	}
	return message
}
