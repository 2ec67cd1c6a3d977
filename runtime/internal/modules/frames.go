package modules

import "gonet/bindings/frames"

// A trace shows how a module came to run, as far as it shows that in Node.
func init() {
	const (
		cjs    = " (node:internal/modules/cjs/loader)"
		esm    = " (node:internal/modules/esm/module_job)"
		loader = "node:internal/modules/esm/loader"
	)
	frames.Play((*Loader).compileText, "Module._compile"+cjs)
	frames.Play((*Loader).loadCode, "Object..js"+cjs)
	frames.Play((*Loader).load, "Module.load"+cjs)
	frames.Play((*Loader).loadRequest, "Module._load"+cjs, "wrapModuleLoad"+cjs)
	frames.Play((*Loader).require, "Module.require"+cjs)
	frames.Play((*Loader).runMain,
		"Module.executeUserEntryPoint [as runMain] (node:internal/modules/run_main)", "node:internal/main/run_main_module")

	frames.Play((*Loader).requireModule,
		"ModuleJobSync.runSync"+esm, "ModuleLoader.importSyncForRequire ("+loader+")", "loadESMFromCJS"+cjs)
	frames.Play((*Loader).evaluateMain,
		"ModuleJob.run"+esm, "async "+loader, "async asyncRunEntryPointWithESMLoader (node:internal/modules/run_main)")
	frames.Play((*Loader).evaluateImport, "ModuleJob.run"+esm, "async "+loader)
	frames.Play((*record).loadExports,
		"loadCJSModuleWithModuleLoad (node:internal/modules/esm/translators)", "ModuleWrap.<anonymous> (node:internal/modules/esm/translators)")

	frames.Play((*Loader).callResolveFilename, "Module._resolveFilename"+cjs)
	frames.Play((*record).throwSyntax, "ModuleJob._instantiate"+esm)
	frames.Play((*Loader).compileAs, "wrapSafe"+cjs)
	frames.Play((*Loader).evalScript, "runScriptInThisContext (node:internal/vm)", "node:internal/process/execution")
	frames.Play((*Loader).Eval, "runScriptInContext (node:internal/process/execution)",
		"evalFunction (node:internal/process/execution)", "node:internal/main/eval_string")
}
