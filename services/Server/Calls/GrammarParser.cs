using System.Text;
using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Grammar;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using AssistantPrefix = QuantGrpc.Server.Engine.Generation.AssistantPrefix;

namespace QuantGrpc.Server.Calls;

/// <summary>A request's grammar or JSON Schema, compiled.</summary>
internal static class GrammarParser
{
    private static readonly GrammarCache Compiled = new();

    /// <returns>Null where none was asked for.</returns>
    /// <exception cref="RpcException">INVALID_ARGUMENT says where in the grammar or schema, and what is allowed there.</exception>
    public static GenerationGrammar? Parse(Sampling? sampling, AssistantPrefix prefix, Vocabulary vocabulary)
    {
        var grammar = sampling?.ConstraintCase switch
        {
            Sampling.ConstraintOneofCase.Grammar => Compile("sampling.grammar", sampling.Grammar, Gbnf.Parse),
            Sampling.ConstraintOneofCase.JsonSchema => Compile("sampling.json_schema", sampling.JsonSchema, JsonSchemaGrammar.Parse),
            _ => null,
        };
        if (grammar is null)
        {
            return null;
        }

        var constraint = new GenerationGrammar(grammar, vocabulary);
        Require.That(Accepts(constraint, prefix), "prefix", "own output that the grammar does not allow", "what the grammar can begin with");
        return constraint;
    }

    private static bool Accepts(GenerationGrammar grammar, AssistantPrefix prefix)
    {
        try
        {
            return grammar.Accepts(prefix.OwnOutput ? prefix : AssistantPrefix.Nothing);
        }
        catch (GrammarException e)
        {
            throw GrpcErrors.InvalidArgument("sampling.grammar", e.Message, "a grammar with fewer ways to read one text");
        }
    }

    private static Gbnf Compile(string field, string source, Func<string, Gbnf> parse)
    {
        try
        {
            return Compiled.Get(field, source, parse);
        }
        catch (GrammarException e)
        {
            throw GrpcErrors.InvalidArgument(field, $"{Encoding.UTF8.GetByteCount(source)} bytes that cannot be used: {e.Message}", "what its comment states");
        }
    }
}
