// Package stream is Node's stream module: Readable, Writable, Duplex,
// Transform and PassThrough as Go state machines with the faces that scripts
// know. Source: nodejs/node:lib/internal/streams/.
//
// # Streams made in Go
//
// A package that makes streams, such as net, allocates one struct for each:
//
//	type Socket struct {
//		state   env.State
//		emitter events.Emitter
//		stream.Duplex
//		handle *netimpl.TCP
//	}
//
// It makes the object with env.NewObject, or attaches the state to the one
// that a constructor is given, and calls Streams.InitDuplex (or InitReadable,
// InitWritable) with the class's Impl. What the stream calls
// (_read, _write, _writev, _final, _destroy, _construct) is looked up on the
// object each time, so that a script may override it on the instance, in a
// subclass or on the prototype. If it is the very function that Implement put
// on the class's prototype, the Go implementation is called directly: chunks
// are bytes, and completion is a Done.
//
// Data from below goes in with Readable.Push and Readable.PushEOF; a chunk
// becomes a Buffer only where a script sees it. Streams end with
// Stream.Destroy and Stream.ErrorOrDestroy.
//
// Everything is for the loop's goroutine, inside env.Enter. Errors are
// JavaScript values; nil is none.
package stream
