package process

// rusageThread is RUSAGE_THREAD, which package syscall does not name.
const rusageThread = 1

func threadTimes() (times, error) { return timesOf(rusageThread) }
