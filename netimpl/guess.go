package netimpl

// DescriptorKind is what GuessHandle finds a descriptor to be.
type DescriptorKind int

const (
	DescriptorUnknown DescriptorKind = iota
	DescriptorFile
	DescriptorPipe // also a UNIX domain socket
	DescriptorTCP
	DescriptorUDP
	DescriptorTTY
)
