using System.Text;
using QuantGrpc.Llama.Grammar;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Llama.Grammar;

[Collection(nameof(BestTime))]
public sealed class JsonSchemaRefusalTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("not")]
    [InlineData("if")]
    [InlineData("patternProperties")]
    [InlineData("propertyNames")]
    [InlineData("minProperties")]
    [InlineData("uniqueItems")]
    [InlineData("contains")]
    [InlineData("multipleOf")]
    [InlineData("dependentRequired")]
    [InlineData("unevaluatedProperties")]
    [InlineData("contentEncoding")]
    [InlineData("$dynamicRef")]
    [InlineData("$anchor")]
    [InlineData("nullable")]
    [InlineData("discriminator")]
    [InlineData("Type")]
    public void A_keyword_that_is_not_understood_is_refused_by_pointer_and_name(string keyword) =>
        Refusal($"{{\"properties\":{{\"a/b\":{{\"items\":{{\"{keyword}\":1}}}}}}}}")
            .ShouldStartWith($"JSON schema at #/properties/a~1b/items/{keyword}, \"{keyword}\": this keyword is not supported");

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{\"type\":\"null\"", "not JSON")]
    [InlineData("{\"type\":\"null\",\"type\":\"null\"}", "a key twice")]
    [InlineData("{\"const\":\"\\ud800\"}", "not JSON")]
    [InlineData("{\"properties\":{\"\\udc00\":{}}}", "not JSON")]
    [InlineData("1", "is number, object is allowed")]
    [InlineData("{\"type\":\"text\"}", "#/type, \"type\": null, boolean, integer")]
    [InlineData("{\"type\":[]}", "at least one is needed")]
    [InlineData("{\"properties\":[]}", "#/properties, \"properties\": is array, object is allowed")]
    [InlineData("{\"required\":[1]}", "#/required/0")]
    [InlineData("{\"enum\":[]}", "#/enum, \"enum\": has no value")]
    [InlineData("{\"type\":\"string\",\"const\":1}", "#/const, \"const\": has no value that the type allows")]
    [InlineData("{\"enum\":[1],\"minimum\":0}", "#/enum, \"enum\": is not supported beside \"minimum\"")]
    [InlineData("{\"type\":\"string\",\"minLength\":-1}", "#/minLength, \"minLength\": a whole number from 0")]
    [InlineData("{\"type\":\"string\",\"maxLength\":1000000}", "#/maxLength, \"maxLength\"")]
    [InlineData("{\"type\":\"string\",\"minLength\":3,\"maxLength\":2}", "minLength 3 is more than maxLength 2")]
    [InlineData("{\"type\":\"string\",\"maxLength\":2,\"pattern\":\"a\"}", "#/pattern, \"pattern\": is not supported beside \"maxLength\"")]
    [InlineData("{\"type\":\"string\",\"format\":\"email\"}", "#/format, \"format\": this format is not supported")]
    [InlineData("{\"type\":\"number\",\"minimum\":1}", "#/minimum, \"minimum\": bounds are supported for the type integer only")]
    [InlineData("{\"type\":\"integer\",\"minimum\":1.2,\"maximum\":1.8}", "no integer lies between")]
    [InlineData("{\"type\":\"integer\",\"minimum\":1e30}", "#/minimum, \"minimum\"")]
    [InlineData("{\"type\":\"integer\",\"exclusiveMinimum\":true}", "#/exclusiveMinimum")]
    [InlineData("{\"$ref\":\"#/$defs/x\"}", "#/$ref, \"$ref\": names no schema here")]
    [InlineData("{\"$ref\":\"http://x/y\"}", "#/$ref, \"$ref\": names no schema here")]
    [InlineData("{\"items\":{\"$defs\":{}}}", "#/items/$defs, \"$defs\": this keyword is understood at the root")]
    [InlineData("{\"oneOf\":[]}", "#/oneOf, \"oneOf\": has no schemas")]
    [InlineData("{\"oneOf\":[{\"type\":\"number\"},{\"type\":\"integer\"}]}", "#/oneOf, \"oneOf\": alternatives 0 and 1 may both hold")]
    [InlineData("{\"oneOf\":[{\"type\":\"null\"},{\"properties\":{\"a\":{\"const\":1}}},{\"properties\":{\"a\":{\"const\":2}}}]}", "alternatives 1 and 2 may both hold")]
    [InlineData("{\"allOf\":[{\"properties\":{\"a\":{\"type\":\"null\"}}},{\"properties\":{\"a\":{\"type\":\"string\"}}}]}", "#/allOf/1, \"1\": property \"a\" is in conflict")]
    [InlineData("{\"allOf\":[{\"properties\":{\"a\":{}},\"additionalProperties\":false},{\"properties\":{\"b\":{\"const\":1}}}]}", "property \"b\" is in conflict")]
    [InlineData("{\"allOf\":[{\"pattern\":\"a\"},{\"pattern\":\"b\"}]}", "#/allOf/1, \"1\": does not merge")]
    [InlineData("{\"allOf\":[{\"$ref\":\"#\"},{\"type\":\"object\"}]}", "merged with itself")]
    [InlineData("false", "#: no finished value satisfies this")]
    [InlineData("{\"properties\":{\"a\":false},\"required\":[\"a\"]}", "no finished value satisfies this")]
    [InlineData("{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]}", "no finished value satisfies this")]
    [InlineData("{\"$defs\":{\"a\":{\"items\":{\"$ref\":\"#/$defs/a\"},\"minItems\":1}},\"$ref\":\"#/$defs/a\"}", "no finished value satisfies this")]
    [InlineData("{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"anyOf\":[{\"$ref\":\"#/$defs/a\"},{\"type\":\"null\"}]}},\"$ref\":\"#/$defs/a\"}", "in a circle")]
    public void A_broken_schema_is_refused_by_place_and_reason(string schema, string reason) => Refusal(schema).ShouldContain(reason);

    public static TheoryData<string> Names => [.. Hostile().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_schemas_are_answered_soon_and_in_little_memory(string name)
    {
        var schema = Hostile()[name];
        var answer = Answer(schema);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Answer(schema);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var time = BestTime.Of(() => Answer(schema));

        output.WriteLine($"{name}: {time.TotalMilliseconds:0.0} ms, {allocated >> 10} KiB, {answer}");
        time.ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
        allocated.ShouldBeLessThan(100_000_000);
    }

    private static string Answer(string schema)
    {
        try
        {
            return $"{JsonSchemaGrammar.ToGbnf(schema).Length} characters";
        }
        catch (GrammarException e)
        {
            return e.Message[..Math.Min(e.Message.Length, 200)];
        }
    }

    private static string Refusal(string schema) => Should.Throw<GrammarException>(() => JsonSchemaGrammar.ToGbnf(schema)).Message;

    private static Dictionary<string, string> Hostile() => new()
    {
        ["brackets"] = new string('[', 60_000),
        ["nested items"] = Nested("{\"items\":", "true", 60),
        ["too nested"] = Nested("{\"items\":", "true", 3000),
        ["many properties"] = $"{{\"properties\":{{{Join(6000, i => $"\"{i:x}\":{{}}")}}}}}",
        ["a thousand optional properties"] = $"{{\"properties\":{{{Join(1000, i => $"\"property-{i:x}\":{{\"type\":\"integer\"}}")}}},\"additionalProperties\":false}}",
        ["one long name"] = $"{{\"properties\":{{\"{new string('a', 60_000)}\":true}}}}",
        ["a million characters"] = "{\"type\":\"string\",\"maxLength\":10000,\"minLength\":10000}",
        ["thousands of thousands"] = $"{{\"prefixItems\":[{Join(900, i => $"{{\"type\":\"string\",\"maxLength\":{9000 + i}}}")}]}}",
        ["doubling"] = $"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{Join(30, i => $"\"d{i}\":{{\"allOf\":[{{\"$ref\":\"#/$defs/d{i + 1}\"}},{{\"$ref\":\"#/$defs/d{i + 1}\"}}]}}")},\"d30\":{{\"type\":\"object\"}}}}}}",
        ["products of unions"] = $"{{\"allOf\":[{Join(12, _ => $"{{\"anyOf\":[{Join(12, i => $"{{\"required\":[\"{i}\"]}}")}]}}")}]}}",
        ["chain of references"] = $"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{Join(1000, i => $"\"d{i}\":{{\"anyOf\":[{{\"$ref\":\"#/$defs/d{i + 1}\"}},{{\"const\":{i}}}]}}")},\"d1000\":{{\"type\":\"object\"}}}}}}",
        ["chain of merges"] = $"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{Join(1200, i => $"\"d{i}\":{{\"type\":\"object\",\"$ref\":\"#/$defs/d{i + 1}\"}}")},\"d1200\":{{\"type\":\"object\"}}}}}}",
        ["exclusive alternatives"] = $"{{\"oneOf\":[{Join(4000, i => $"{{\"const\":{i}}}")}]}}",
        ["values"] = $"{{\"enum\":[{Join(8000, i => $"\"{i}\"")}]}}",
        ["many merges"] = $"{{\"properties\":{{{Join(900, i => $"\"{i:x}\":{{}}")}}},\"anyOf\":[{Join(2000, i => $"{{\"required\":[\"{i % 900:x}\"]}}")}]}}",
        ["nested quantifiers"] = "{\"type\":\"string\",\"pattern\":\"((a{9999}){9999}){9999}\"}",
        ["dots"] = $"{{\"type\":\"string\",\"pattern\":\"{new string('.', 1000)}\"}}",
        ["groups"] = $"{{\"type\":\"string\",\"pattern\":\"{new string('(', 1000)}\"}}",
        ["backslashes"] = $"{{\"type\":\"string\",\"pattern\":\"{new string('\\', 2000)}\"}}",
    };

    private static string Join(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));

    private static string Nested(string open, string inner, int depth) =>
        new StringBuilder().Insert(0, open, depth).Append(inner).Append('}', depth).ToString();
}
