"""Lists a server's variants and streams one solution, token by token.

Usage: list_and_stream.py ADDRESS VARIANT PROBLEM
Stubs are made by protoc with the Python plugin of gRPC; see docs/clients.md.
"""
import sys

import grpc
from quantgrpc.inference.v1 import (
    generation_pb2,
    inference_service_pb2_grpc,
    text_pb2,
    variants_pb2,
)


def main(address: str, variant: str, problem: str) -> None:
    with grpc.insecure_channel(address) as channel:
        server = inference_service_pb2_grpc.InferenceServiceStub(channel)
        for served in server.ListVariants(variants_pb2.ListVariantsRequest()).variants:
            print(f"{served.id}\t{served.wakv}\t{served.quantization.bits_per_weight:.2f} bits/weight")

        request = generation_pb2.GenerateRequest(
            variant=variant,
            chat=text_pb2.ChatInput(messages=[text_pb2.ChatMessage(role="user", content=problem)]),
            sampling=generation_pb2.Sampling(max_tokens=512),
            inspection=generation_pb2.Inspection(logprob=True, rank=True),
        )
        tokens, logprob = 0, 0.0
        for response in server.Generate(request, timeout=60):
            for event in response.events:
                kind = event.WhichOneof("event")
                if kind == "token":
                    tokens += 1
                    logprob += event.token.logprob
                    print(event.token.text, end="", flush=True)
                elif kind == "finished":
                    reason = generation_pb2.StopReason.Name(event.finished.reason)
                    print(f"{event.finished.text}\n{tokens} tokens, logprob {logprob:.2f}, {reason}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
