//go:build unix

package process

import (
	"runtime"
	"syscall"
)

func sendSignal(pid, signal int) error { return syscall.Kill(pid, syscall.Signal(signal)) }

func setUmask(mask int) int { return syscall.Umask(mask) }

func timesOf(who int) (times, error) {
	var usage syscall.Rusage
	err := syscall.Getrusage(who, &usage)
	return times{micros(usage.Utime), micros(usage.Stime)}, err
}

func micros(t syscall.Timeval) int64 { return int64(t.Sec)*1e6 + int64(t.Usec) }

func processTimes() (times, error) { return timesOf(syscall.RUSAGE_SELF) }

// resources is uv_getrusage.
func resources() ([]resource, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return nil, err
	}
	maxRSS := int64(u.Maxrss)
	if runtime.GOOS == "darwin" {
		maxRSS /= 1024 // bytes there, kilobytes elsewhere
	}
	return []resource{
		{"userCPUTime", micros(u.Utime)}, {"systemCPUTime", micros(u.Stime)}, {"maxRSS", maxRSS},
		{"sharedMemorySize", int64(u.Ixrss)}, {"unsharedDataSize", int64(u.Idrss)}, {"unsharedStackSize", int64(u.Isrss)},
		{"minorPageFault", int64(u.Minflt)}, {"majorPageFault", int64(u.Majflt)}, {"swappedOut", int64(u.Nswap)},
		{"fsRead", int64(u.Inblock)}, {"fsWrite", int64(u.Oublock)}, {"ipcSent", int64(u.Msgsnd)},
		{"ipcReceived", int64(u.Msgrcv)}, {"signalsCount", int64(u.Nsignals)},
		{"voluntaryContextSwitches", int64(u.Nvcsw)}, {"involuntaryContextSwitches", int64(u.Nivcsw)},
	}, nil
}

// canExec says that a program can take the place of this one.
const canExec = true

// execProgram is execve(2) with the standard streams left open.
func execProgram(path string, args, environ []string) error { return syscall.Exec(path, args, environ) }
