package runtime

import "strconv"

// ExitError is how a script ended that did not end well: process.exit with
// another status than 0, process.exitCode, or an exception that nobody caught,
// which has been reported on stderr by then.
type ExitError struct {
	Code int // the exit status, 0 to 255
}

func (e *ExitError) Error() string { return "exit status " + strconv.Itoa(e.Code) }
