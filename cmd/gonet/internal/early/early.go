// Package early does what pays only before other packages are initialized.
//
// It imports as little as possible: Go initializes it for that reason, and by
// its path, before most others.
package early
