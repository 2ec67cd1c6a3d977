package runtime

import (
	"context"
	"errors"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/process"
)

// run runs start as the first callback of a program, and the loop until
// nothing keeps it alive.
func (r *Runtime) run(ctx context.Context, start func()) error {
	if err := r.begin(); err != nil {
		return err
	}
	defer r.end()
	if err := ctx.Err(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { r.interrupt(context.Cause(ctx)) })
	defer stop()
	code := 0
	err := r.env.Frame(func() {
		r.env.Enter(r.joinParent)
		if r.worker != nil {
			r.env.Enter(func() { r.env.Invoke(r.env.Require(r.worker.module()), "prepare") })
		}
		r.env.Enter(func() {
			r.loader.Preload(r.config.dir, func() {
				start()
				r.watchMain()
			})
		})
		if r.worker != nil {
			r.worker.spec.Thread.Usage.Begin(r.loop)
		}
		code = r.process.Run()
	})
	r.env.VM.ClearInterrupt()
	r.workers.end()
	return ending(err, code)
}

// joinParent opens the channel to the process that has forked this one, if it
// was for messages: the environment says so.
func (r *Runtime) joinParent() {
	if !r.config.process {
		return
	}
	for _, line := range r.config.env {
		if name, _, _ := strings.Cut(line, "="); name == "NODE_CHANNEL_FD" || name == "NODE_UNIQUE_ID" {
			r.env.Require("internal/process/ipc")
			return
		}
	}
}

// ending is what a run that ended with err, or else with the status code,
// returns to its caller.
func ending(err error, code int) error {
	var interrupted *goja.InterruptedError
	if !errors.As(err, &interrupted) {
		if err == nil && code != 0 {
			return &ExitError{Code: code}
		}
		return err
	}
	switch reason := interrupted.Value().(type) {
	case *process.Exit:
		if reason.Code == 0 {
			return nil
		}
		return &ExitError{Code: reason.Code}
	case error:
		return reason
	}
	return err
}

// watchMain makes a failure of the program's ES module an uncaught exception.
func (r *Runtime) watchMain() {
	if p := r.loader.MainPromise; p != nil {
		r.loader.OnRejected(p, func(reason goja.Value) { r.env.Uncaught(reason, "uncaughtException") })
	}
}
