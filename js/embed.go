// Package js holds the modules that are better written in JavaScript, as data:
// each is compiled when it is first required.
package js

import "embed"

// Files holds every module's source, by its path below this folder:
// "internal/streams/operators.js" is the built-in internal/streams/operators.
//
//go:embed *
var Files embed.FS
