package os

var dlopenFlags = []named{
	{"RTLD_LAZY", 1}, {"RTLD_NOW", 2}, {"RTLD_GLOBAL", 256}, {"RTLD_LOCAL", 0}, {"RTLD_DEEPBIND", 8},
}

// niceOf undoes what the system call does so that it need not return a
// negative number.
func niceOf(n int) int { return 20 - n }
