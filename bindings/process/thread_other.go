//go:build !linux

package process

// threadTimes is the whole process's: the platform does not tell threads apart
// by getrusage.
func threadTimes() (times, error) { return processTimes() }
