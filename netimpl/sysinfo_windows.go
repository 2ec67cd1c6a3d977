package netimpl

import (
	"fmt"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

var (
	kernel32                 = windows.NewLazySystemDLL("kernel32.dll")
	procGlobalMemoryStatusEx = kernel32.NewProc("GlobalMemoryStatusEx")
	procGetProcessMemoryInfo = kernel32.NewProc("K32GetProcessMemoryInfo")
)

// SystemUname names the operating system.
func SystemUname() (Uname, error) {
	v := windows.RtlGetVersion()
	u := Uname{
		System:  "Windows_NT",
		Release: fmt.Sprintf("%d.%d.%d", v.MajorVersion, v.MinorVersion, v.BuildNumber),
		Machine: windowsMachines[runtime.GOARCH],
	}
	key, err := registry.OpenKey(registry.LOCAL_MACHINE,
		`SOFTWARE\Microsoft\Windows NT\CurrentVersion`, registry.QUERY_VALUE)
	if err != nil {
		return u, sysinfoError("uv_os_uname", err)
	}
	defer key.Close()
	u.Version, _, err = key.GetStringValue("ProductName")
	return u, sysinfoError("uv_os_uname", err)
}

var windowsMachines = map[string]string{"386": "i386", "amd64": "x86_64", "arm": "arm", "arm64": "arm64"}

// LoadAverage returns zeros: Windows keeps no load average.
func LoadAverage() (avg [3]float64, err error) { return avg, nil }

// Uptime returns how long the system has been up.
func Uptime() (time.Duration, error) { return windows.DurationSinceBoot(), nil }

// memoryStatus is MEMORYSTATUSEX.
type memoryStatus struct {
	length                 uint32
	load                   uint32
	totalPhys, availPhys   uint64
	totalPage, availPage   uint64
	totalVirtual, availVir uint64
	availExtended          uint64
}

func readMemoryStatus(call string) (memoryStatus, error) {
	var status memoryStatus
	status.length = uint32(unsafe.Sizeof(status))
	if ok, _, err := procGlobalMemoryStatusEx.Call(uintptr(unsafe.Pointer(&status))); ok == 0 {
		return memoryStatus{}, sysinfoError(call, err)
	}
	return status, nil
}

// TotalMemory returns the bytes of physical memory.
func TotalMemory() (uint64, error) {
	status, err := readMemoryStatus("uv_get_total_memory")
	return status.totalPhys, err
}

// FreeMemory returns the bytes of physical memory that new work can have.
func FreeMemory() (uint64, error) {
	status, err := readMemoryStatus("uv_get_free_memory")
	return status.availPhys, err
}

// processMemory is PROCESS_MEMORY_COUNTERS.
type processMemory struct {
	size                   uint32
	pageFaults             uint32
	peakWorkingSet         uintptr
	workingSet             uintptr
	peakPagedPool, paged   uintptr
	peakNonPaged, nonPaged uintptr
	pagefile, peakPagefile uintptr
}

// ResidentMemory returns the bytes of physical memory that the process uses.
func ResidentMemory() (uint64, error) {
	var memory processMemory
	memory.size = uint32(unsafe.Sizeof(memory))
	ok, _, err := procGetProcessMemoryInfo.Call(
		uintptr(windows.CurrentProcess()), uintptr(unsafe.Pointer(&memory)), uintptr(memory.size))
	if ok == 0 {
		return 0, sysinfoError("uv_resident_set_memory", err)
	}
	return uint64(memory.workingSet), nil
}

// systemProcessorPerformanceInformation selects processorTimes.
const systemProcessorPerformanceInformation = 8

// processorTimes is SYSTEM_PROCESSOR_PERFORMANCE_INFORMATION, in units of 100
// ns. Kernel time includes idle time and interrupts.
type processorTimes struct {
	idle, kernel, user int64
	dpc, interrupt     int64
	interruptCount     uint32
	_                  uint32
}

// CPUs lists the processors. As uv_cpu_info.
func CPUs() ([]CPU, error) {
	times := make([]processorTimes, runtime.NumCPU())
	err := windows.NtQuerySystemInformation(systemProcessorPerformanceInformation,
		unsafe.Pointer(&times[0]), uint32(len(times))*uint32(unsafe.Sizeof(times[0])), nil)
	if err != nil {
		return nil, sysinfoError("uv_cpu_info", err)
	}
	cpus := make([]CPU, len(times))
	for i, t := range times {
		cpus[i].Times = CPUTimes{
			User:   time.Duration(t.user) * 100,
			System: time.Duration(t.kernel-t.idle) * 100,
			Idle:   time.Duration(t.idle) * 100,
			IRQ:    time.Duration(t.interrupt) * 100,
		}
		if err := readCPUName(i, &cpus[i]); err != nil {
			return nil, sysinfoError("uv_cpu_info", err)
		}
	}
	return cpus, nil
}

func readCPUName(number int, cpu *CPU) error {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE,
		fmt.Sprintf(`HARDWARE\DESCRIPTION\System\CentralProcessor\%d`, number), registry.QUERY_VALUE)
	if err != nil {
		return err
	}
	defer key.Close()
	speed, _, err := key.GetIntegerValue("~MHz")
	if err != nil {
		return err
	}
	cpu.SpeedMHz = int(speed)
	cpu.Model, _, err = key.GetStringValue("ProcessorNameString")
	return err
}
