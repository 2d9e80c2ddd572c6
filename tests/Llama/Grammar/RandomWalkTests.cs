using System.Text.Json;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

public sealed class RandomWalkTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("{\"type\":[\"string\",\"number\",\"null\",\"boolean\"]}")]
    [InlineData("{\"type\":\"string\",\"minLength\":2,\"maxLength\":7}")]
    [InlineData("{\"type\":\"string\",\"pattern\":\"^[A-Z]{2,3}-\\\\d+(\\\\.\\\\d{2})?$\"}")]
    [InlineData("{\"type\":\"string\",\"pattern\":\"x[^y\\\"]|\\\\s$\"}")]
    [InlineData("{\"type\":\"string\",\"format\":\"uuid\"}")]
    [InlineData("{\"type\":\"string\",\"format\":\"date\"}")]
    [InlineData("{\"type\":\"integer\",\"minimum\":-250,\"exclusiveMaximum\":1203}")]
    [InlineData("{\"enum\":[\"a\",\"ab\",\"\\ud83d\\ude00\",\"q\\\"\\n\",12,null,{\"k\":[1,{}]}]}")]
    [InlineData("{\"properties\":{\"a\":{\"type\":\"integer\"},\"ab\":{\"type\":\"null\"},\"b\":{\"const\":1}},\"required\":[\"ab\",\"z\"],\"additionalProperties\":{\"type\":\"string\"}}")]
    [InlineData("{\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"enum\":[1,2]}},\"additionalProperties\":false,\"type\":\"object\"}")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"😀\":{\"type\":\"null\"},\"\\u0061\\\"\":{\"const\":[]}},\"required\":[\"😀\"]}")]
    [InlineData("{\"type\":\"array\",\"prefixItems\":[{\"type\":\"integer\"},{\"type\":\"null\"}],\"items\":{\"type\":\"boolean\"},\"minItems\":1,\"maxItems\":5}")]
    [InlineData("{\"$ref\":\"#/$defs/e\",\"$defs\":{\"e\":{\"oneOf\":[{\"type\":\"integer\"},{\"$ref\":\"#/$defs/s\"},{\"$ref\":\"#/$defs/n\"}]},\"s\":{\"type\":\"object\",\"properties\":{\"op\":{\"const\":\"+\"},"
        + "\"l\":{\"$ref\":\"#/$defs/e\"},\"r\":{\"$ref\":\"#/$defs/e\"}},\"required\":[\"op\",\"l\"],\"additionalProperties\":false},"
        + "\"n\":{\"type\":\"object\",\"properties\":{\"op\":{\"const\":\"-\"},\"x\":{\"type\":\"integer\"}},\"required\":[\"op\",\"x\"]}}}")]
    [InlineData("{\"allOf\":[{\"properties\":{\"k\":{\"type\":\"string\"},\"v\":true},\"required\":[\"k\"],\"type\":\"object\"}],\"anyOf\":[{\"properties\":{\"k\":{\"const\":\"x\"}}},{\"required\":[\"v\"]}]}")]
    public void Whatever_a_grammar_lets_through_is_JSON_that_satisfies_the_schema(string schema)
    {
        var grammar = JsonSchemaGrammar.Parse(schema);
        var validator = new MiniValidator(JsonDocument.Parse(schema).RootElement);
        var walk = new RandomWalk(seed: 7);
        for (var i = 0; i < 100; i++)
        {
            var text = walk.Write(grammar);
            validator.IsValid(JsonDocument.Parse(text).RootElement).ShouldBeTrue(text);
        }
    }
}
