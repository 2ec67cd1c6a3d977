package childprocess

import (
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
)

// syncRun is one process that the script waits for.
type syncRun struct {
	process    *process
	killSignal int

	mu      sync.Mutex
	failure error // why it was killed
	killed  bool
	ends    []*os.File
}

// spawnSync runs a process to its end and returns what child_process.spawnSync
// does, with a status as error.
func spawnSync(e *env.Env, options *goja.Object) goja.Value {
	command := commandOf(e, options)
	process, ends, err := command.start()
	result := e.VM.NewObject()
	if err != nil {
		closeEnds(ends)
		result.Set("error", statusOf(err))
		result.Set("status", goja.Null())
		result.Set("signal", goja.Null())
		result.Set("output", goja.Null())
		result.Set("pid", 0)
		return result
	}
	run := &syncRun{process: process, killSignal: killSignal(options)}
	limit := -1.0
	if v := options.Get("maxBuffer"); !validate.Nullish(v) {
		limit = v.ToFloat()
	}
	outputs := run.serve(command, ends, limit)
	if ms := options.Get("timeout"); !validate.Nullish(ms) && ms.ToInteger() > 0 {
		timer := time.AfterFunc(time.Duration(ms.ToInteger())*time.Millisecond, func() { run.kill(syscall.ETIMEDOUT) })
		defer timer.Stop()
	}
	code, signal := process.wait()
	output := outputs()
	run.describe(e, result, code, signal)
	result.Set("output", outputArray(e, output))
	result.Set("pid", process.pid)
	return result
}

func killSignal(options *goja.Object) int {
	if v := options.Get("killSignal"); !validate.Nullish(v) && v.ToInteger() > 0 {
		return int(v.ToInteger())
	}
	return int(syscall.SIGTERM)
}

// serve writes the inputs and reads the outputs, each on a goroutine; the
// function that it returns waits for them. limit is how many bytes one output
// may have, negative for any number.
func (r *syncRun) serve(c *command, ends []*end, limit float64) func() [][]byte {
	output := make([][]byte, len(ends))
	var wg sync.WaitGroup
	r.mu.Lock() // a reader may already have reason to kill
	defer r.mu.Unlock()
	for i, end := range ends {
		if end == nil {
			continue
		}
		f := end.file()
		r.ends = append(r.ends, f)
		if i == 0 || c.stdio[i].input != nil {
			wg.Go(func() { writeInput(f, c.stdio[i].input, i == 0) })
		}
		if i > 0 {
			wg.Go(func() { output[i] = r.read(f, limit) })
		}
	}
	return func() [][]byte {
		wg.Wait()
		for _, f := range r.ends {
			f.Close()
		}
		return output
	}
}

// writeInput writes what the child is to read. A child that does not read all
// of it is its own affair.
func writeInput(f *os.File, input []byte, only bool) {
	_, _ = f.Write(input)
	if only {
		f.Close()
	}
}

const readSize = 64 << 10

func (r *syncRun) read(f *os.File, limit float64) []byte {
	all := []byte{}
	chunk := make([]byte, readSize)
	for {
		n, err := f.Read(chunk)
		all = append(all, chunk[:n]...)
		if limit >= 0 && float64(len(all)) > limit {
			r.kill(syscall.ENOBUFS)
			return all
		}
		if err != nil {
			return all
		}
	}
}

// kill ends the process because of reason, and our sides of its pipes, which
// its own children may hold open.
func (r *syncRun) kill(reason error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.killed {
		return
	}
	r.killed, r.failure = true, reason
	if err := r.process.kill(r.killSignal); err != nil && err != syscall.ESRCH {
		// A signal that cannot be sent must not leave the process running. If
		// this one cannot either, the process is another user's.
		_ = r.process.kill(int(syscall.SIGKILL))
	}
	for _, f := range r.ends {
		f.Close()
	}
}

// describe puts how the process has ended into result.
func (r *syncRun) describe(e *env.Env, result *goja.Object, code, signal int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failure != nil {
		result.Set("error", statusOf(r.failure))
	}
	result.Set("status", code)
	result.Set("signal", goja.Null())
	if signal != 0 {
		result.Set("status", goja.Null())
		result.Set("signal", signalName(e, signal))
	}
}

func outputArray(e *env.Env, output [][]byte) goja.Value {
	array := make([]any, len(output))
	for i, b := range output {
		array[i] = goja.Null()
		if b != nil {
			array[i] = buffer.New(e, b)
		}
	}
	return e.VM.NewArray(array...)
}
