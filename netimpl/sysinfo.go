package netimpl

import (
	"os"
	"time"
)

// CPU is one processor as Node's os.cpus shows it.
type CPU struct {
	Model    string
	SpeedMHz int // 0 where the system does not say
	Times    CPUTimes
}

// CPUTimes is how long a processor has spent in each mode since the system
// started. All are zero where the system does not say.
type CPUTimes struct {
	User, Nice, System, Idle, IRQ time.Duration
}

// Uname names the operating system, as uv_os_uname.
type Uname struct {
	System, Release, Version, Machine string
}

// Hostname returns the host's name.
func Hostname() (string, error) {
	name, err := os.Hostname()
	return name, sysinfoError("uv_os_gethostname", err)
}

// sysinfoError wraps what a system call said, if anything.
func sysinfoError(call string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{Syscall: call, Errno: AsErrno(err)}
}
