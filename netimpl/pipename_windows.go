package netimpl

// Names are those of \\.\pipe\, which the system itself limits.
const (
	hasAbstractNames = false
	maxPipeName      = 256
)
