package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/dop251/goja"

	gonet "gonet/runtime"
)

func Example() {
	ctx := context.Background()
	rt, err := gonet.New(ctx, gonet.NewConfig().WithStdout(os.Stdout))
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close(ctx)
	if err := rt.RunScript(ctx, "hello.js", `console.log('hello')`); err != nil {
		log.Fatal(err)
	}
	// Output: hello
}

// A script sees the arguments, the environment and the folder that it is given.
func ExampleConfig() {
	ctx := context.Background()
	config := gonet.NewConfig().
		WithArgs("--port", "7000").
		WithEnv("NAME=gonet").
		WithStdout(os.Stdout)
	rt, err := gonet.New(ctx, config)
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close(ctx)
	err = rt.RunScript(ctx, "config.js", `console.log(process.argv.slice(1), process.env.NAME)`)
	if err != nil {
		log.Fatal(err)
	}
	// Output: [ '--port', '7000' ] gonet
}

// A deadline stops a script that is busy, and one that waits.
func ExampleRuntime_Run_cancel() {
	for _, script := range []string{`while (true);`, `setInterval(() => {}, 1000)`} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		defer cancel()
		rt, err := gonet.New(ctx, gonet.NewConfig())
		if err != nil {
			log.Fatal(err)
		}
		defer rt.Close(context.Background())
		err = rt.RunScript(ctx, "forever.js", script)
		fmt.Println(errors.Is(err, context.DeadlineExceeded))
	}
	// Output:
	// true
	// true
}

// process.exit, process.exitCode and uncaught exceptions end a run with an
// *ExitError.
func ExampleExitError() {
	ctx := context.Background()
	for _, script := range []string{`process.exit(3)`, `process.exitCode = 4`, `throw new Error('oh')`} {
		rt, err := gonet.New(ctx, gonet.NewConfig())
		if err != nil {
			log.Fatal(err)
		}
		defer rt.Close(ctx)
		var exit *gonet.ExitError
		if errors.As(rt.RunScript(ctx, "exit.js", script), &exit) {
			fmt.Println(exit.Code)
		}
	}
	// Output:
	// 3
	// 4
	// 1
}

// A Go program offers its scripts a module.
func ExampleConfig_WithModule() {
	ctx := context.Background()
	config := gonet.NewConfig().WithStdout(os.Stdout).WithModule("inventory", func(vm *goja.Runtime) goja.Value {
		exports := vm.NewObject()
		exports.Set("count", func(item string) (int, error) {
			if item != "bolts" {
				return 0, fmt.Errorf("no such item: %s", item)
			}
			return 42, nil
		})
		return exports
	})
	rt, err := gonet.New(ctx, config)
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close(ctx)
	err = rt.RunScript(ctx, "host.js", `
		const { count } = require('inventory');
		console.log(count('bolts'));
		try { count('nuts') } catch (err) { console.log(err.message) }`)
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// 42
	// no such item: nuts
}

// Other goroutines call into a running script with Do.
func ExampleRuntime_Do() {
	ctx := context.Background()
	ready := make(chan struct{})
	config := gonet.NewConfig().WithStdout(os.Stdout).WithModule("host", func(vm *goja.Runtime) goja.Value {
		exports := vm.NewObject()
		exports.Set("ready", func() { close(ready) })
		return exports
	})
	rt, err := gonet.New(ctx, config)
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close(ctx)
	ended := make(chan error)
	go func() {
		ended <- rt.RunScript(ctx, "server.js", `
			globalThis.handle = (name) => 'hello ' + name;
			const alive = setInterval(() => {}, 1000);
			globalThis.stop = () => clearInterval(alive);
			require('host').ready();`)
	}()
	<-ready
	err = rt.Do(ctx, func(vm *goja.Runtime) error {
		handle, _ := goja.AssertFunction(vm.Get("handle"))
		greeting, err := handle(goja.Undefined(), vm.ToValue("from Go"))
		if err != nil {
			return err
		}
		fmt.Println(greeting)
		stop, _ := goja.AssertFunction(vm.Get("stop"))
		_, err = stop(goja.Undefined())
		return err
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(<-ended)
	// Output:
	// hello from Go
	// <nil>
}
