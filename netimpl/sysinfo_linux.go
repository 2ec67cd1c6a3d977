package netimpl

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// LoadAverage returns the load of the last 1, 5 and 15 minutes.
func LoadAverage() (avg [3]float64, err error) {
	text, err := os.ReadFile("/proc/loadavg")
	if err == nil {
		_, err = fmt.Sscan(string(text), &avg[0], &avg[1], &avg[2])
	}
	return avg, sysinfoError("uv_loadavg", err)
}

// Uptime returns how long the system has been up. /proc/uptime comes first
// because the clock does not tell a container's time. As uv_uptime.
func Uptime() (time.Duration, error) {
	if text, err := os.ReadFile("/proc/uptime"); err == nil {
		first, _, _ := strings.Cut(string(text), " ")
		if secs, err := strconv.ParseFloat(first, 64); err == nil {
			return time.Duration(secs * float64(time.Second)), nil
		}
	}
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &now); err != nil {
		return 0, sysinfoError("uv_uptime", err)
	}
	return time.Duration(now.Sec) * time.Second, nil
}

// TotalMemory returns the bytes of physical memory.
func TotalMemory() (uint64, error) { return memInfo("uv_get_total_memory", "MemTotal:") }

// FreeMemory returns the bytes that new work can have without swapping.
func FreeMemory() (uint64, error) { return memInfo("uv_get_free_memory", "MemAvailable:") }

// memInfo reads a line such as "MemTotal: 24684084 kB" of /proc/meminfo.
func memInfo(call, key string) (uint64, error) {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0, sysinfoError(call, err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, key); ok {
			fields := strings.Fields(rest)
			if len(fields) == 0 {
				break
			}
			kib, err := strconv.ParseUint(fields[0], 10, 54)
			return kib << 10, sysinfoError(call, err)
		}
	}
	return 0, sysinfoError(call, syscall.ENOSYS)
}

// ResidentMemory returns the bytes of physical memory that the process uses.
func ResidentMemory() (uint64, error) {
	const call = "uv_resident_set_memory"
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, sysinfoError(call, err)
	}
	var size, resident uint64
	if _, err := fmt.Sscan(string(text), &size, &resident); err != nil {
		return 0, sysinfoError(call, err)
	}
	return resident * uint64(os.Getpagesize()), nil
}

// CPUs lists the processors that are online. As uv_cpu_info.
func CPUs() ([]CPU, error) {
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return nil, sysinfoError("uv_cpu_info", err)
	}
	models := cpuModels()
	var cpus []CPU
	for line := range strings.Lines(string(stat)) {
		number, times, ok := parseCPUStat(line)
		if !ok {
			continue
		}
		cpu := CPU{Model: "unknown", SpeedMHz: cpuSpeed(number), Times: times}
		if model, ok := models[number]; ok {
			cpu.Model = model
		}
		cpus = append(cpus, cpu)
	}
	return cpus, nil
}

// parseCPUStat reads a line such as "cpu0 user nice system idle iowait irq ..."
// of /proc/stat, whose unit is 10 ms on every system.
func parseCPUStat(line string) (number int, times CPUTimes, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 7 || !strings.HasPrefix(fields[0], "cpu") {
		return 0, CPUTimes{}, false
	}
	number, err := strconv.Atoi(fields[0][len("cpu"):])
	if err != nil { // the sum over all processors
		return 0, CPUTimes{}, false
	}
	column := func(i int) time.Duration {
		n, _ := strconv.ParseInt(fields[i], 10, 40) // the kernel writes numbers
		return time.Duration(n) * 10 * time.Millisecond
	}
	return number, CPUTimes{column(1), column(2), column(3), column(4), column(6)}, true
}

// cpuModels reads the processors' names from /proc/cpuinfo; not every
// architecture has them there.
func cpuModels() map[int]string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return nil
	}
	models := map[int]string{}
	number := -1
	for scan := bufio.NewScanner(bytes.NewReader(info)); scan.Scan(); {
		key, value, _ := strings.Cut(scan.Text(), ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "processor":
			if number, err = strconv.Atoi(value); err != nil {
				number = -1
			}
		case "model name", "cpu model":
			models[number] = value
		}
	}
	return models
}

// cpuSpeed returns a processor's present speed in MHz, or 0 where the kernel
// does not scale it.
func cpuSpeed(number int) int {
	text, err := os.ReadFile(fmt.Sprintf("/sys/devices/system/cpu/cpu%d/cpufreq/scaling_cur_freq", number))
	if err != nil {
		return 0
	}
	khz, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0
	}
	return khz / 1000
}
