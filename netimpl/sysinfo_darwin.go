package netimpl

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// TotalMemory returns the bytes of physical memory.
func TotalMemory() (uint64, error) {
	n, err := unix.SysctlUint64("hw.memsize")
	return n, sysinfoError("uv_get_total_memory", err)
}

// FreeMemory returns the bytes of memory that nothing uses.
func FreeMemory() (uint64, error) {
	pages, err := unix.SysctlUint32("vm.page_free_count")
	return uint64(pages) * uint64(unix.Getpagesize()), sysinfoError("uv_get_free_memory", err)
}

// maxRSSUnit is the unit of getrusage's ru_maxrss.
const maxRSSUnit = 1

// CPUs lists the processors. Their times take Mach calls, which need cgo, and
// are zero.
func CPUs() ([]CPU, error) {
	model, err := unix.Sysctl("machdep.cpu.brand_string")
	if err != nil {
		return nil, sysinfoError("uv_cpu_info", err)
	}
	cpu := CPU{Model: model}
	// Only Intel machines tell.
	if hertz, err := unix.SysctlUint64("hw.cpufrequency"); err == nil {
		cpu.SpeedMHz = int(hertz / 1e6)
	}
	cpus := make([]CPU, runtime.NumCPU())
	for i := range cpus {
		cpus[i] = cpu
	}
	return cpus, nil
}
