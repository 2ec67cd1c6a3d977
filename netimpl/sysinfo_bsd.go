//go:build dragonfly || freebsd || netbsd || openbsd

package netimpl

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// TotalMemory returns the bytes of physical memory.
func TotalMemory() (uint64, error) {
	const call = "uv_get_total_memory"
	raw, err := unix.SysctlRaw(totalMemorySysctl)
	if err != nil {
		return 0, sysinfoError(call, err)
	}
	n, err := sysctlUint(raw)
	return n, sysinfoError(call, err)
}

// FreeMemory returns the bytes of memory that nothing uses. It fails with
// ENOSYS where no sysctl tells.
func FreeMemory() (uint64, error) {
	const call = "uv_get_free_memory"
	if freePagesSysctl == "" {
		return 0, sysinfoError(call, unix.ENOSYS)
	}
	pages, err := unix.SysctlUint32(freePagesSysctl)
	return uint64(pages) * uint64(unix.Getpagesize()), sysinfoError(call, err)
}

// maxRSSUnit is the unit of getrusage's ru_maxrss.
const maxRSSUnit = 1 << 10

// CPUs lists the processors, without their times.
func CPUs() ([]CPU, error) {
	model, err := unix.Sysctl("hw.model")
	if err != nil {
		return nil, sysinfoError("uv_cpu_info", err)
	}
	cpus := make([]CPU, runtime.NumCPU())
	for i := range cpus {
		cpus[i].Model = model
	}
	return cpus, nil
}
