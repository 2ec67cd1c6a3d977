package stream

import "gonet/bindings/frames"

func init() {
	const (
		readable = " (node:internal/streams/readable)"
		writable = " (node:internal/streams/writable)"
		destroy  = " (node:internal/streams/destroy)"
	)
	frames.Play((*Readable).addChunk, "addChunk"+readable)
	frames.Play((*Readable).pushDecoded, "readableAddChunkPushByteMode"+readable)
	frames.Play((*Readable).pushObject, "readableAddChunkPushObjectMode"+readable)
	frames.Play((*Readable).push, "Readable.push"+readable)
	frames.Play((*Readable).pushEOF, "Readable.push"+readable)
	frames.Play((*Readable).flow, "flow"+readable)
	frames.Play((*Readable).resumeNow, "resume_"+readable)
	frames.Play((*Readable).emitReadableNow, "emitReadable_"+readable)
	frames.Play((*Readable).endNow, "endReadableNT"+readable)
	frames.Play((*readMoreTick).Run, "maybeReadMore_"+readable)
	frames.Play((*Writable).onwrite, "onwrite"+writable)
	frames.Play((*Writable).afterWrite, "afterWrite"+writable)
	frames.Play((*afterWriteTick).Run, "afterWriteTick"+writable)
	frames.Play((*Writable).finish, "finish"+writable)
	frames.Play((*Stream).emitErrorThenClose, "emitErrorCloseNT"+destroy)
	frames.Play((*Stream).emitError, "emitErrorNT"+destroy)
	frames.Play((*closeTick).Run, "emitCloseNT"+destroy)
}
