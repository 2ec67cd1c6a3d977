package netimpl

// SignalNames returns the signals that libuv gives a meaning on Windows. The
// caller must not change the slice.
func SignalNames() []SignalName { return windowsSignals }

var windowsSignals = []SignalName{
	{"SIGHUP", 1}, {"SIGINT", 2}, {"SIGILL", 4}, {"SIGABRT", 22}, {"SIGFPE", 8}, {"SIGKILL", 9},
	{"SIGSEGV", 11}, {"SIGTERM", 15}, {"SIGBREAK", 21}, {"SIGWINCH", 28},
}
