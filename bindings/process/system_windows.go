package process

import "syscall"

// sendSignal ends a process for the signals that end one, as uv_kill.
func sendSignal(pid, signal int) error {
	const terminate = 0x0001
	h, err := syscall.OpenProcess(terminate|syscall.PROCESS_QUERY_INFORMATION, false, uint32(pid))
	if err != nil {
		return err
	}
	defer syscall.CloseHandle(h)
	switch syscall.Signal(signal) {
	case 0:
		return nil
	case syscall.SIGTERM, syscall.SIGKILL, syscall.SIGINT, syscall.SIGQUIT:
		return syscall.TerminateProcess(h, 1)
	}
	return syscall.ENOSYS
}

// setUmask does nothing: the C library's mask has no effect on files that Go
// makes.
func setUmask(int) int { return 0 }

func processTimes() (times, error) {
	var created, exited, kernel, user syscall.Filetime
	h, err := syscall.GetCurrentProcess()
	if err != nil {
		return times{}, err
	}
	err = syscall.GetProcessTimes(h, &created, &exited, &kernel, &user)
	micros := func(t syscall.Filetime) int64 { return (int64(t.HighDateTime)<<32 | int64(t.LowDateTime)) / 10 }
	return times{micros(user), micros(kernel)}, err
}

// resources has what Windows tells; the rest is zero, as in libuv.
func resources() ([]resource, error) {
	t, err := processTimes()
	list := []resource{{"userCPUTime", t.user}, {"systemCPUTime", t.system}}
	for _, name := range []string{
		"maxRSS", "sharedMemorySize", "unsharedDataSize", "unsharedStackSize", "minorPageFault", "majorPageFault",
		"swappedOut", "fsRead", "fsWrite", "ipcSent", "ipcReceived", "signalsCount", "voluntaryContextSwitches",
		"involuntaryContextSwitches",
	} {
		list = append(list, resource{name: name})
	}
	return list, err
}

// canExec says that no program can take the place of this one.
const canExec = false

func execProgram(string, []string, []string) error { return syscall.ENOSYS }
