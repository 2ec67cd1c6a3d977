package runtime

import (
	"github.com/dop251/goja"

	"gonet/bindings/asynchooks"
	"gonet/bindings/buffer"
	"gonet/bindings/callers"
	"gonet/bindings/childprocess"
	"gonet/bindings/console"
	"gonet/bindings/crypto"
	"gonet/bindings/dgram"
	"gonet/bindings/dns"
	"gonet/bindings/encoding"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/fs"
	"gonet/bindings/http"
	"gonet/bindings/http2"
	"gonet/bindings/inspector"
	"gonet/bindings/intl"
	"gonet/bindings/messaging"
	"gonet/bindings/net"
	"gonet/bindings/os"
	"gonet/bindings/path"
	"gonet/bindings/perf"
	"gonet/bindings/process"
	"gonet/bindings/stream"
	"gonet/bindings/stringdecoder"
	"gonet/bindings/timers"
	"gonet/bindings/tls"
	"gonet/bindings/url"
	"gonet/bindings/util"
	"gonet/bindings/v8"
	"gonet/bindings/validators"
	"gonet/bindings/wasm"
	"gonet/bindings/websocket"
	"gonet/bindings/worker"
	"gonet/bindings/zlib"
)

// natives are the built-in modules written in Go.
var natives = map[string]env.Loader{
	"async_hooks":     asynchooks.Module,
	"buffer":          buffer.Module,
	"console":         console.Module,
	"dns":             dns.Module,
	"dns/promises":    dns.PromisesModule,
	"events":          events.Module,
	"fs":              fs.Module,
	"fs/promises":     fs.Promises,
	"net":             net.Module,
	"module":          nil, // provided by boot
	"process":         process.Module,
	"stream":          stream.Module,
	"os":              os.Module,
	"path":            path.Module,
	"path/posix":      path.Posix,
	"path/win32":      path.Win32,
	"string_decoder":  stringdecoder.Module,
	"timers":          timers.Module,
	"timers/promises": timers.Promises,
	"url":             url.Module,

	"internal/async_iterator":        asyncIterator,
	"internal/binding/child_process": childprocess.Module,
	"internal/binding/clock":         perf.Clock,
	"internal/binding/fs":            fs.Binding,
	"internal/binding/http":          http.Module,
	"internal/binding/http2":         http2.Module,
	"internal/binding/intl":          intl.Module,
	"internal/binding/ipc":           net.IPCModule,
	"internal/binding/messaging":     messaging.Module,
	"internal/binding/perf":          perf.Module,
	"internal/binding/tty":           net.TTYModule,
	"internal/binding/crypto":        crypto.Module,
	"internal/binding/websocket":     websocket.Module,
	"internal/binding/worker":        worker.Module,
	"internal/binding/zlib":          zlib.Module,
	"internal/binding/tls":           tls.Module,
	"internal/binding/v8":            v8.Module,
	"internal/binding/callers":       callers.Module,
	"internal/binding/udp":           dgram.Module,
	"internal/binding/url":           url.Binding,
	"internal/binding/wasm":          wasm.Module,
	"internal/encoding":              encoding.Module,
	"internal/binding/stream":        stream.Binding,
	"internal/binding/inspect":       inspector.Module,
	"internal/errors/source":         util.Source,
	"internal/util/inspect":          inspector.Module,
	"internal/util/types":            inspector.Types,
	"util":                           util.Module,
	"util/types":                     inspector.Types,
	"internal/errors":                errs.Module,
	"internal/validators":            validators.Module,
}

// asyncIterator is the prototype that the asynchronous iterators of built-in
// modules share with those of the language.
func asyncIterator(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("AsyncIteratorPrototype", e.AsyncIteratorPrototype())
	return exports
}
