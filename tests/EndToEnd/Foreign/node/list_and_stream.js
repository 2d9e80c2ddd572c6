// Lists a server's variants and streams one solution, token by token.
// Usage: node list_and_stream.js PROTOS ADDRESS VARIANT PROBLEM
'use strict';
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [protos, address, variant, problem] = process.argv.slice(2);
const definition = loader.loadSync('quantgrpc/inference/v1/inference_service.proto', {
  includeDirs: [protos], keepCase: true, enums: String, longs: Number, defaults: true, oneofs: true,
});
const { InferenceService } = grpc.loadPackageDefinition(definition).quantgrpc.inference.v1;
const server = new InferenceService(address, grpc.credentials.createInsecure());

server.ListVariants({}, (error, list) => {
  if (error) throw error;
  for (const v of list.variants) {
    console.log(`${v.id}\t${v.wakv}\t${v.quantization.bits_per_weight.toFixed(2)} bits/weight`);
  }

  let tokens = 0;
  let logprob = 0;
  const stream = server.Generate({
    variant,
    chat: { messages: [{ role: 'user', content: problem }] },
    sampling: { max_tokens: 512 },
    inspection: { logprob: true, rank: true },
  });
  stream.on('data', response => {
    for (const { event, token, finished } of response.events) {
      if (event === 'token') {
        tokens += 1;
        logprob += token.logprob;
        process.stdout.write(token.text);
      } else if (event === 'finished') {
        console.log(`${finished.text}\n${tokens} tokens, logprob ${logprob.toFixed(2)}, ${finished.reason}`);
      }
    }
  });
  stream.on('error', failure => { throw failure; });
  stream.on('end', () => server.close());
});
