package stream

// flags is the state of one side of a stream, a bit for each property.
type flags uint32

// Bits of both sides.
const (
	objectMode flags = 1 << iota
	errorEmitted
	autoDestroy
	emitClose
	destroyed
	closed
	closeEmitted
	errored
	constructed
	sync
)

// Bits of the readable side.
const (
	ended flags = 1 << (iota + 10)
	endEmitted
	reading
	needReadable
	emittedReadable
	readableListening
	resumeScheduled
	multiAwaitDrain
	readingMore
	dataEmitted
	hasDecoder
	hasFlowing
	flowing
	hasPaused
	paused
	dataListening
	endScheduled
	eofReadablePending
	hasReadable
	isReadable
)

// Bits of the writable side.
const (
	finalCalled flags = 1 << (iota + 10)
	needDrain
	ending
	finished
	decodeStrings
	writing
	bufferProcessing
	prefinished
	allBuffers
	allNoop
	hasWritable
	isWritable
	corked
	expectWriteCb
	afterWritePending
	buffered
	hasEnded
	hasTickInfo
)
