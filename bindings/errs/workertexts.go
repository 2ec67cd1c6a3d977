package errs

import (
	"strings"

	"gonet/bindings/env"
)

func workerInvalidExecArgv(_ *env.Env, args []any) string {
	what := "invalid execArgv flags"
	if len(args) > 1 {
		what = text(args, 1)
	}
	return "Initiated Worker with " + what + ": " + strings.Join(list(args, 0), ", ")
}

func workerPath(_ *env.Env, args []any) string {
	filename, hint := text(args, 0), ""
	switch {
	case strings.HasPrefix(filename, "file://"):
		hint = " Wrap file:// URLs with `new URL`."
	case strings.HasPrefix(filename, "data:text/javascript"):
		hint = " Wrap data: URLs with `new URL`."
	}
	return "The worker script or module filename must be an absolute path or a relative path starting with './' or '../'." +
		hint + ` Received "` + filename + `"`
}
