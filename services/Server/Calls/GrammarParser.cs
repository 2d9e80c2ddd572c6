using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Grammar;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using AssistantPrefix = QuantGrpc.Server.Engine.Generation.AssistantPrefix;

namespace QuantGrpc.Server.Calls;

/// <summary>A request's grammar or JSON Schema, compiled.</summary>
internal static class GrammarParser
{
    private static readonly GrammarCache Compiled = new();

    private static readonly Notation Grammar = new("sampling.grammar", "a grammar in GBNF that can be compiled, at most 64 KiB", Gbnf.Parse);

    private static readonly Notation Schema = new("sampling.json_schema", "a JSON Schema of supported keywords, at most 64 KiB", JsonSchemaGrammar.Parse);

    /// <returns>Null where none was asked for.</returns>
    /// <exception cref="RpcException">INVALID_ARGUMENT says where in the grammar or schema, and what is allowed.</exception>
    public static GenerationGrammar? Parse(Sampling? sampling, AssistantPrefix prefix, Vocabulary vocabulary) => sampling?.ConstraintCase switch
    {
        Sampling.ConstraintOneofCase.Grammar => Compile(Grammar, sampling.Grammar, prefix, vocabulary),
        Sampling.ConstraintOneofCase.JsonSchema => Compile(Schema, sampling.JsonSchema, prefix, vocabulary),
        _ => null,
    };

    private static GenerationGrammar Compile(Notation notation, string source, AssistantPrefix prefix, Vocabulary vocabulary)
    {
        try
        {
            var grammar = new GenerationGrammar(Compiled.Get(notation.Field, source, notation.Parse), vocabulary);
            Require.That(
                grammar.Accepts(prefix.OwnOutput ? prefix : AssistantPrefix.Nothing), "prefix", "own output that the grammar does not allow",
                "what the grammar can begin with");
            return grammar;
        }
        catch (GrammarException e)
        {
            throw GrpcErrors.InvalidArgument(notation.Field, $"refused: {e.Message}", notation.Allowed);
        }
    }

    private sealed record Notation(string Field, string Allowed, Func<string, Gbnf> Parse);
}
