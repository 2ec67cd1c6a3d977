//go:build unix && !linux

package childprocess

// awaitExit returns at once: reaping waits. A kill between the end of a process
// and the return of Wait4 may then go to a number that is free again.
func awaitExit(int) {}
