package netimpl

import "testing"

func TestSignalNamesAreNodes(t *testing.T) {
	for name, number := range map[string]int{
		"SIGHUP": 1, "SIGABRT": 6, "SIGIOT": 6, "SIGKILL": 9, "SIGSTKFLT": 16, "SIGPOLL": 29, "SIGIO": 29, "SIGSYS": 31,
	} {
		if got, ok := SignalByName(name); !ok || got != number {
			t.Errorf("%s is %d, want %d", name, got, number)
		}
	}
	if n := len(SignalNames()); n != 33 {
		t.Errorf("%d names, Node has 33", n)
	}
	if got := NameOfSignal(6); got != "SIGABRT" {
		t.Errorf("6 is %s", got)
	}
}
