# QuantGrpc: one verb a target. `make help` lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:

RID     ?= linux-x64
BACKEND ?= cpu
PORT    ?= 50051
OUT     ?= artifacts/publish/$(RID)-$(BACKEND)
REGISTRY ?= localhost
MODEL   ?= models/minimath/minimath-f16.gguf
WORK    := .quantgrpc
SERVER  := artifacts/bin/QuantGrpc.Server/release/quantgrpc-server
EVAL    := artifacts/bin/QuantGrpc.Evaluator/release/quantgrpc-eval
BENCH   := artifacts/bin/QuantGrpc.Bench/release/quantgrpc-bench

.PHONY: help demo test build web tools format bench bench-model soak reference serve evaluate publish images clean preflight variants

help: ## List the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

preflight:
	@./tests/preflight.sh

web: preflight
	@./web/restore.sh

build: web ## Build everything, Release
	dotnet build QuantGrpc.sln -c Release --nologo -v q

demo: build ## Quantize MiniMATH, serve its variants, evaluate, judge, report
	@./tests/demo.sh

test: build ## Run all tests; the last line is "N passed, N failed"
	@./tests/run.sh

tools: ## Install what only the tests want (Debian's packages, npm packages)
	@./tests/tools.sh

format: ## Format the code
	dotnet format QuantGrpc.sln --no-restore

bench: build ## Our server under load, in turn with another: make bench [MODEL=FILE] [PEER=URL] [ARGS="single --quick ..."]
	@$(BENCH) load $(foreach file,$(MODEL),--model "$(file)") $(foreach url,$(PEER),--peer "$(url)") $(ARGS)

bench-model: build ## A model of random weights with 128,256 tokens, for make bench MODEL=.quantgrpc/bench-model.gguf
	@$(BENCH) model $(WORK)/bench-model.gguf

soak: build ## Random load for MINUTES (30), and what is left of it: make soak MINUTES=N SEED=N
	@$(BENCH) soak --minutes "$(or $(MINUTES),30)" --seed "$(or $(SEED),1)"

variants: build
	@$(SERVER) quantize models/minimath/minimath-f16.gguf --types Q8_0,Q5_K_M,Q4_K_M,Q4_0,Q3_K_M,Q2_K --out $(WORK)/models
	@cp -n models/minimath/minimath-f16.gguf $(WORK)/models/ || true

reference: variants ## The whole MiniMATH test and judged sets beside reference.json
	@./tests/reference.sh

serve: variants ## Serve MiniMATH's variants on a loopback port: make serve PORT=N
	@exec $(SERVER) serve --models $(WORK)/models --port $(PORT)

evaluate: build ## Evaluate a running server: make evaluate ARGS="--server ADDRESS --data FILE ..."
	@exec $(EVAL) run $(ARGS)

publish: web ## One self-contained folder of both executables: make publish RID=linux-x64 [BACKEND=cuda12]
	@./tests/publish.sh "$(RID)" "$(BACKEND)" "$(OUT)"

images: ## Container images: make images REGISTRY=...
	docker build -f services/Server/Dockerfile -t $(REGISTRY)/quantgrpc-server:latest .
	docker build -f evaluator/Dockerfile -t $(REGISTRY)/quantgrpc-eval:latest .

clean: ## Remove everything that was built or made
	rm -rf artifacts $(WORK) web/node_modules tests/EndToEnd/Foreign/node/node_modules tests/Llama/Text/node/node_modules
