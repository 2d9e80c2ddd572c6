r"""Lists the variants of an inference server and streams one generation, token by token.

Wants grpcio and protobuf, and stubs on PYTHONPATH, made once from the repository's root:

    protoc -I protos --python_out=stubs --grpc_python_out=stubs \
        --plugin=protoc-gen-grpc_python="$(command -v grpc_python_plugin)" protos/quantgrpc/inference/v1/*.proto
    PYTHONPATH=stubs python3 list_and_stream.py 127.0.0.1:50051 Q4_K_M 'Evaluate $14 - 5 \cdot 2$.'
"""

import json
import sys

import grpc

from quantgrpc.inference.v1 import generation_pb2 as generation
from quantgrpc.inference.v1 import inference_service_pb2_grpc as service
from quantgrpc.inference.v1 import text_pb2 as text
from quantgrpc.inference.v1 import variants_pb2 as variants


def list_variants(client):
    for variant in client.ListVariants(variants.ListVariantsRequest(), timeout=10).variants:
        state = variants.VariantState.Name(variant.state).removeprefix("VARIANT_STATE_")
        print(f"{variant.id}\t{variant.wakv}\t{variant.quantization.bits_per_weight:.2f} bits a weight\t{state}")


def stream(client, variant, problem):
    request = generation.GenerateRequest(
        variant=variant,
        chat=text.ChatInput(messages=[text.ChatMessage(role="user", content=problem)]),
        sampling=generation.Sampling(max_tokens=512),  # greedy, as no temperature is given
        inspection=generation.Inspection(logprob=True, rank=True),
    )
    for response in client.Generate(request, timeout=300):
        for event in response.events:  # several where the reader is slower than the model
            yield event


def main(address, variant, problem):
    with grpc.insecure_channel(address) as channel:
        client = service.InferenceServiceStub(channel)
        list_variants(client)
        solution = ""
        for event in stream(client, variant, problem):
            kind = event.WhichOneof("event")
            if kind == "started":
                print(f"\n{event.started.variant}, {event.started.prompt_tokens} prompt tokens")
            elif kind == "token":
                token = event.token
                solution += token.text
                print(f"{json.dumps(token.text)}\tlogprob {token.logprob:.4f}\trank {token.rank}", flush=True)
            elif kind == "finished":
                solution += event.finished.text
                print(f"{generation.StopReason.Name(event.finished.reason)}, {event.finished.usage.generated_tokens} tokens\n")
        print(solution)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: list_and_stream.py ADDRESS VARIANT PROBLEM")
    try:
        main(*sys.argv[1:])
    except grpc.RpcError as error:
        sys.exit(f"{error.code().name}: {error.details()}")
