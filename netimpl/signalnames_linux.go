package netimpl

// hasSecondName reports whether the platform has name for a signal that has
// another name as well.
func hasSecondName(string) bool { return true }
