using QuantGrpc.Bench.Load.Model;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Load;

public sealed class RandomModelTests
{
    [Fact]
    public void A_model_of_random_weights_loads_and_gives_every_token_of_its_vocabulary_a_logit()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(path))
            {
                new RandomModel { Vocabulary = 3000, Seed = 1 }.WriteTo(file);
            }

            GgufModel.From(GgufFile.ReadHeader(path)).Vocabulary.ShouldBe(3000);
            using var weights = MiniMath.Load(path);
            using var context = weights.CreateContext(MiniMath.Settings(sequences: 1));
            using var batch = new DecodeBatch(context.MicroBatch);
            var row = batch.Add(weights.Vocabulary.Tokenize("2 + 2", parseControl: false)[0], 0, new SequenceId(0), wantsLogits: true);
            context.Decode(batch).ShouldBe(DecodeOutcome.Done);

            context.Logits(row).Length.ShouldBe(3000);
            context.Logits(row).ToArray().ShouldAllBe(logit => float.IsFinite(logit));
            LogitRow.Largest(context.Logits(row)).Value.ShouldBeInRange(0, 2999);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
