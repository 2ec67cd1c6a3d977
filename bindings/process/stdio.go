package process

import (
	"io"

	"github.com/dop251/goja"

	"gonet/netimpl"
)

// stdio is the standard streams as scripts see them, each made when it is
// first read.
type stdio struct {
	streams [3]*goja.Object
}

var streamNames = [3]string{"stdin", "stdout", "stderr"}

func (p *Process) defineStdio() {
	for fd, name := range streamNames {
		p.env.Accessor(p.object, name, goja.FLAG_TRUE, func(goja.Value) goja.Value {
			return p.stream(fd)
		}, nil)
	}
}

func (p *Process) stream(fd int) *goja.Object {
	if p.stdio.streams[fd] == nil {
		p.stdio.streams[fd] = p.makeStream(fd)
	}
	return p.stdio.streams[fd]
}

func (p *Process) openStdin(goja.FunctionCall) goja.Value {
	stdin := p.stream(0)
	p.env.Invoke(stdin, "resume")
	return stdin
}

// Stdout and Stderr are where the standard streams end in. A write waits until
// all is written.
func (p *Process) Stdout() io.Writer { return blockingWriter{p.config.Stdout} }
func (p *Process) Stderr() io.Writer { return blockingWriter{p.config.Stderr} }

// blockingWriter writes to descriptors that may be non-blocking.
type blockingWriter struct{ io.Writer }

func (w blockingWriter) Write(b []byte) (int, error) {
	fd, ok := descriptorOf(w.Writer)
	if !ok {
		return w.Writer.Write(b)
	}
	if err := netimpl.WriteFile(fd, b); err != nil {
		return 0, err
	}
	return len(b), nil
}

// writeError writes to standard error, past what scripts see as process.stderr.
// There is nowhere to report a failure to.
func (p *Process) writeError(text string) {
	if p.isWorker() && !p.config.Direct {
		p.printError(text)
		return
	}
	_, _ = io.WriteString(p.Stderr(), text)
}

// printError writes to process.stderr, if the script has seen it, or as
// writeError.
func (p *Process) printError(text string) {
	if p.stdio.streams[2] == nil && (!p.isWorker() || p.config.Direct) {
		p.writeError(text)
		return
	}
	p.env.Invoke(p.stream(2), "write", p.env.VM.ToValue(text))
}

// flushStdio is called before the script ends. Writes to the standard streams
// are done when they return, but for those of a worker that its parent has not
// asked for yet.
func (p *Process) flushStdio() {
	if p.isWorker() && !p.config.Direct {
		p.env.VM.Try(func() { p.env.Invoke(p.env.Require(p.config.Worker), "flush") })
	}
}
