package netimpl

// SignalName is a signal under one of its names. A number may have two names.
type SignalName struct {
	Name   string
	Number int
}

// SignalByName returns the number of a signal, and whether the platform has it.
func SignalByName(name string) (int, bool) {
	for _, s := range SignalNames() {
		if s.Name == name {
			return s.Number, true
		}
	}
	return 0, false
}

// NameOfSignal returns the name of a signal, "" if there is none.
func NameOfSignal(number int) string {
	for _, s := range SignalNames() {
		if s.Number == number {
			return s.Name
		}
	}
	return ""
}
