// Lists the variants of an inference server and streams one generation, token by token.
//
//     npm install @grpc/grpc-js @grpc/proto-loader
//     node list_and_stream.js 127.0.0.1:50051 Q4_K_M 'Evaluate $14 - 5 \cdot 2$.'
//
// PROTOS names the folder of the .proto files; without it the repository's own is taken.
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const protos = process.env.PROTOS ?? fileURLToPath(new URL('../../../../protos', import.meta.url));
const definition = loader.loadSync('quantgrpc/inference/v1/inference_service.proto', {
  includeDirs: [protos], enums: String, longs: String, defaults: true, oneofs: true,
});
const { InferenceService } = grpc.loadPackageDefinition(definition).quantgrpc.inference.v1;

const within = seconds => ({ deadline: Date.now() + seconds * 1000 });

async function listVariants(client) {
  const { variants } = await promisify(client.ListVariants).call(client, {}, within(10));
  for (const { id, wakv, quantization, state } of variants) {
    console.log(`${id}\t${wakv}\t${quantization.bitsPerWeight.toFixed(2)} bits a weight\t${state.replace('VARIANT_STATE_', '')}`);
  }
}

async function* stream(client, variant, problem) {
  const call = client.Generate({
    variant,
    chat: { messages: [{ role: 'user', content: problem }] },
    sampling: { maxTokens: 512 }, // greedy, as no temperature is given
    inspection: { logprob: true, rank: true },
  }, within(300));
  for await (const { events } of call) {
    yield* events; // several where the reader is slower than the model
  }
}

async function main(address, variant, problem) {
  const client = new InferenceService(address, grpc.credentials.createInsecure());
  await listVariants(client);
  let solution = '';
  for await (const { event, started, token, finished } of stream(client, variant, problem)) {
    if (event === 'started') {
      console.log(`\n${started.variant}, ${started.promptTokens} prompt tokens`);
    } else if (event === 'token') {
      solution += token.text;
      console.log(`${JSON.stringify(token.text)}\tlogprob ${token.logprob.toFixed(4)}\trank ${token.rank}`);
    } else if (event === 'finished') {
      solution += finished.text;
      console.log(`${finished.reason}, ${finished.usage.generatedTokens} tokens\n`);
    }
  }
  console.log(solution);
  client.close();
}

if (process.argv.length !== 5) {
  console.error('usage: node list_and_stream.js ADDRESS VARIANT PROBLEM');
  process.exit(1);
}
try {
  await main(...process.argv.slice(2));
} catch (error) {
  console.error(`${grpc.status[error.code] ?? error.name}: ${error.details ?? error.message}`);
  process.exit(1);
}
