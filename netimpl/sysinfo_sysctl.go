//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package netimpl

import (
	"encoding/binary"
	"time"

	"golang.org/x/sys/unix"
)

// LoadAverage returns the load of the last 1, 5 and 15 minutes.
func LoadAverage() (avg [3]float64, err error) {
	const call = "uv_loadavg"
	raw, err := unix.SysctlRaw("vm.loadavg")
	if err != nil {
		return avg, sysinfoError(call, err)
	}
	// struct loadavg: three fixed-point numbers of 32 bits, then their scale,
	// a long at its natural place.
	scaleAt := 12
	if len(raw) == 24 {
		scaleAt = 16
	}
	if len(raw) < 16 {
		return avg, sysinfoError(call, unix.ENOSYS)
	}
	scale, err := sysctlUint(raw[scaleAt:])
	if err == nil && scale == 0 {
		err = unix.ENOSYS
	}
	if err != nil {
		return avg, sysinfoError(call, err)
	}
	for i := range avg {
		avg[i] = float64(binary.NativeEndian.Uint32(raw[4*i:])) / float64(scale)
	}
	return avg, nil
}

// Uptime returns how long the system has been up.
func Uptime() (time.Duration, error) {
	boot, err := unix.SysctlTimeval("kern.boottime")
	if err != nil {
		return 0, sysinfoError("uv_uptime", err)
	}
	return time.Since(time.Unix(boot.Unix())), nil
}

// sysctlUint reads an int or a long.
func sysctlUint(raw []byte) (uint64, error) {
	switch len(raw) {
	case 4:
		return uint64(binary.NativeEndian.Uint32(raw)), nil
	case 8:
		return binary.NativeEndian.Uint64(raw), nil
	}
	return 0, unix.ENOSYS
}

// ResidentMemory returns the bytes of physical memory that the process has
// used at most: what it uses now takes calls that need cgo.
func ResidentMemory() (uint64, error) {
	var usage unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &usage); err != nil {
		return 0, sysinfoError("uv_resident_set_memory", err)
	}
	return uint64(usage.Maxrss) * maxRSSUnit, nil
}
