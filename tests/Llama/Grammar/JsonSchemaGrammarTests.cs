using System.Text.Json;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

public sealed class JsonSchemaGrammarTests
{
    [Theory]
    [InlineData("{\"type\":\"string\"}", "\"\"~\"é😀\"~\"\\n\\u00e9\\ud83d\\ude00\"", "x~\"~\"\n\"~\"\\x\"~\"\\ud83d\"~\"\\ude00\"")]
    [InlineData("{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}", "\"ab\"~\"\\u0041😀\"~\"\\ud83d\\ude00\\n\\\"\"", "\"a\"~\"abcd\"")]
    [InlineData("{\"type\":\"integer\"}", "0~-1~999999999999999999", "-0~01~1.0~1e3~+1~1000000000000000000")]
    [InlineData("{\"type\":\"number\"}", "0~-0~-1.50~1e-9~12.5E+10", "01~.5~1.~1e~1e100")]
    [InlineData("{\"type\":\"boolean\"}", "true~false", "null~tru")]
    [InlineData("{\"type\":[\"string\",\"null\"]}", "\"\"~null", "0")]
    [InlineData("{\"const\":\"a\\\"\\\\\\u0001\\u00e9\"}", "\"a\\\"\\\\\\u0001é\"", "\"a\"")]
    [InlineData("{\"enum\":[1,\"1\",null,[1,2],{\"a\":{}}]}", "1~\"1\"~null~[1,2]~[1, 2]~{\"a\":{}}~{\"a\": {}}", "2~[]~[1,  2]")]
    [InlineData("{\"type\":\"string\",\"enum\":[1,\"a\",\"ab\"]}", "\"a\"~\"ab\"", "1~\"\"~\"b\"")]
    [InlineData("true", "1~\"a\"~[1, {\"a\": [true]}]~{}", "[1,]~{a:1}")]
    [InlineData("{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"string\",\"maxLength\":1}]}", "12~\"a\"", "\"ab\"~null")]
    [InlineData("{\"title\":\"t\",\"description\":\"d\",\"default\":1,\"examples\":[],\"$comment\":\"\",\"type\":\"null\"}", "null", "1")]
    [InlineData("{\"$ref\":\"#/definitions/a~1b\",\"definitions\":{\"a/b\":{\"type\":\"null\"}}}", "null", "1")]
    [InlineData("{\"$ref\":\"#/$defs/a%20b\",\"$defs\":{\"a b\":{\"type\":\"null\"}}}", "null", "1")]
    public void Values_match_their_schema(string schema, string matching, string others) => Check(schema, matching, others);

    [Theory]
    [InlineData("{\"type\":\"array\",\"items\":{\"type\":\"null\"}}", "[]~[null]~[null, null]", "[1]~[null,]~[null null]")]
    [InlineData("{\"type\":\"array\",\"items\":{\"type\":\"null\"},\"minItems\":2,\"maxItems\":3}", "[null,null]~[null,null,null]", "[]~[null]~[null,null,null,null]")]
    [InlineData("{\"prefixItems\":[{\"const\":1},{\"const\":2}],\"items\":{\"const\":3}}", "[]~[1]~[1,2]~[1,2,3,3]", "[2]~[1,3]~[1,2,2]")]
    [InlineData("{\"prefixItems\":[{\"const\":1},{\"const\":2}],\"items\":false,\"minItems\":1}", "[1]~[1,2]", "[]~[1,2,3]")]
    [InlineData("{\"prefixItems\":[{\"const\":1},{\"const\":2}],\"items\":{\"const\":3},\"minItems\":3,\"maxItems\":4}", "[1,2,3]~[1,2,3,3]", "[1,2]~[1,2,3,3,3]")]
    [InlineData("{\"prefixItems\":[{\"const\":1},false,{\"const\":3}]}", "[]~[1]", "[1,3]~[1,2]")]
    [InlineData("{\"type\":\"array\",\"maxItems\":0}", "[]", "[1]")]
    [InlineData("{\"type\":\"array\",\"items\":false}", "[]", "[1]")]
    [InlineData("{\"prefixItems\":[{\"const\":1}],\"maxItems\":0}", "[]", "[1]")]
    public void Arrays_match_their_schema(string schema, string matching, string others) => Check(schema, matching, others);

    [Theory]
    [InlineData("\"required\":[\"b\"]", "{\"b\":2}~{\"a\":1,\"b\":2}~{\"a\": 1, \"b\": 2, \"c\": 3}", "{}~{\"a\":1}~{\"b\":2,\"a\":1}~{\"b\":2,}~{,\"b\":2}~{\"a\":1\"b\":2}")]
    [InlineData("\"required\":[]", "{}~{\"a\":1}~{\"c\":3}~{\"a\":1,\"c\":3}", "{\"c\":3,\"b\":2}~{\"d\":4}~{\"a\":2}")]
    [InlineData("\"required\":[\"a\",\"b\",\"c\"]", "{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"b\":2}~{\"b\":2,\"c\":3}~{}")]
    [InlineData("\"required\":[\"a\"]", "{\"a\":1}~{\"a\":1,\"c\":3}", "{}~{\"c\":3}")]
    public void Closed_objects_have_their_properties_in_order(string required, string matching, string others) => Check(
        "{\"properties\":{\"a\":{\"const\":1},\"b\":{\"const\":2},\"c\":{\"const\":3}},\"additionalProperties\":false," + required + "}", matching, others);

    [Theory]
    [InlineData("{\"properties\":{\"a\":{\"const\":1},\"ab\":{\"const\":2},\"a\\\"\":{\"const\":4}},\"additionalProperties\":{\"const\":3}}",
        "{}~{\"x\":3}~{\"a\":1}~{\"ab\":2,\"abc\":3,\"\":3}~{\"a\":1,\"aa\":3,\"b\":3}~{\"a\\\"\":4,\"é\": 3}~{\"A\":3}",
        "{\"a\":3}~{\"ab\":3}~{\"x\":1}~{\"\\u0061\":3}~{\"a\\\"\":3}~{\"x\":3,\"a\":1}")]
    [InlineData("{\"properties\":{\"😀\":{\"const\":1},\"😁x\":{\"const\":2}},\"additionalProperties\":{\"const\":3}}",
        "{\"😀\":1}~{\"😁\":3}~{\"😂\":3,\"😀x\":3}~{\"😁xx\":3}", "{\"😀\":3}~{\"😁x\":3}")]
    [InlineData("{\"properties\":{\"\":{\"const\":1}},\"additionalProperties\":{\"const\":3}}", "{\"\":1,\"a\":3}", "{\"\":3}")]
    [InlineData("{\"required\":[\"z\"],\"properties\":{\"a\":{\"const\":1}},\"additionalProperties\":{\"const\":3}}", "{\"z\":3}~{\"a\":1,\"z\":3,\"y\":3}", "{}~{\"a\":1}")]
    [InlineData("{\"properties\":{\"a\":false,\"b\":{\"const\":1}}}", "{}~{\"b\":1}~{\"c\":[]}", "{\"a\":1}")]
    [InlineData("{\"type\":\"object\"}", "{}~{\"a\":{\"a\":1}}", "[]")]
    [InlineData("{\"type\":\"object\",\"additionalProperties\":false}", "{}", "{\"a\":1}")]
    public void Open_objects_take_other_names_only_behind_their_own(string schema, string matching, string others) => Check(schema, matching, others);

    [Fact]
    public void Recursive_references_are_rules()
    {
        const string tree = "{\"$ref\":\"#/$defs/node\",\"$defs\":{\"node\":{\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\"},"
            + "\"kids\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/node\"}}},\"required\":[\"v\",\"kids\"],\"additionalProperties\":false}}}";

        Check(tree, "{\"v\":1,\"kids\":[]}~{\"v\":1,\"kids\":[{\"v\":2,\"kids\":[{\"v\":3,\"kids\":[]}]}]}", "{\"v\":1,\"kids\":[1]}");
        Check("{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}]}", "null~[]~[[null],[]]", "[1]");
    }

    [Fact]
    public void All_of_merges_objects_and_their_discriminators()
    {
        const string merged = "{\"allOf\":[{\"$ref\":\"#/$defs/base\"},{\"properties\":{\"kind\":{\"const\":\"x\"},\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}],"
            + "\"$defs\":{\"base\":{\"type\":\"object\",\"properties\":{\"kind\":{\"type\":\"string\"}},\"required\":[\"kind\"]}}}";

        Check(merged, "{\"kind\":\"x\",\"n\":1}~{\"kind\":\"x\",\"n\":1,\"m\":[]}", "{\"kind\":\"y\",\"n\":1}~{\"n\":1}~{\"kind\":\"x\"}");
    }

    [Theory]
    [InlineData("{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"},{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}]}", "\"\"~1~[1,[\"\"]]", "null")]
    [InlineData("{\"oneOf\":[{\"const\":1},{\"enum\":[2,\"3\"]}]}", "1~2~\"3\"", "3")]
    [InlineData("{\"oneOf\":[{\"properties\":{\"t\":{\"const\":\"a\"},\"x\":{\"const\":1}},\"required\":[\"t\",\"x\"]},{\"properties\":{\"t\":{\"enum\":[\"b\",\"c\"]}},\"required\":[\"t\"]}]}",
        "{\"t\":\"a\",\"x\":1}~{\"t\":\"b\",\"x\":2}", "{\"t\":\"a\"}~{\"t\":\"d\"}")]
    [InlineData("{\"type\":\"object\",\"required\":[\"t\"],\"additionalProperties\":false,\"properties\":{\"t\":{\"type\":\"string\"},\"x\":{\"const\":1}},"
        + "\"oneOf\":[{\"properties\":{\"t\":{\"const\":\"a\"}},\"required\":[\"x\"]},{\"properties\":{\"t\":{\"const\":\"b\"}}}]}",
        "{\"t\":\"a\",\"x\":1}~{\"t\":\"b\",\"x\":1}~{\"t\":\"b\"}", "{\"t\":\"a\"}")]
    public void One_of_takes_alternatives_that_exclude_each_other(string schema, string matching, string others) => Check(schema, matching, others);

    [Fact]
    public void Thousands_of_values_are_one_place_in_the_text()
    {
        var values = Enumerable.Range(0, 5000).Select(i => $"{i * 7919 % 100_003:x}-{i % 10}").ToList();
        var grammar = Gbnf.Parse(JsonSchemaGrammar.ToGbnf(JsonSerializer.Serialize(new { @enum = values })));

        values.ShouldAllBe(value => grammar.Matches($"\"{value}\""));
        grammar.Matches($"\"{values[17]}0\"").ShouldBeFalse();
        var matcher = new GrammarMatcher(grammar);
        matcher.TryAccept("\""u8).ShouldBeTrue();
        matcher.State.Stacks.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("date", "2024-02-29~2000-02-29~1999-12-31", "2023-02-29~1900-02-29~2024-13-01~2024-04-31~2024-1-1")]
    [InlineData("time", "23:59:59Z~00:00:00.123+01:30", "24:00:00Z~00:60:00Z~00:00:00")]
    [InlineData("date-time", "2024-02-29T12:00:00Z", "2024-02-29 12:00:00Z~2024-02-30T12:00:00Z")]
    [InlineData("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567e89b12d3a456426614174000")]
    public void Formats_are_exact(string format, string matching, string others) =>
        Check($"{{\"type\":\"string\",\"format\":\"{format}\"}}", Quoted(matching), Quoted(others));

    [Fact]
    public void What_is_too_long_for_the_notations_limit_is_compiled_all_the_same()
    {
        var names = Enumerable.Range(0, 1000).Select(i => $"property{i * 997 % 1009}");
        var schema = JsonSerializer.Serialize(new { properties = names.ToDictionary(n => n, _ => new { type = "integer" }) });

        JsonSchemaGrammar.ToGbnf(schema).Length.ShouldBeGreaterThan(Gbnf.MaxSourceBytes);
        JsonSchemaGrammar.Parse(schema).Matches("{\"property997\":1,\"property998x\":\"\"}").ShouldBeTrue();
    }

    private static string Quoted(string texts) => string.Join('~', texts.Split('~').Select(t => $"\"{t}\""));

    private static void Check(string schema, string matching, string others)
    {
        var grammar = Gbnf.Parse(JsonSchemaGrammar.ToGbnf(schema));
        matching.Split('~').ShouldAllBe(text => grammar.Matches(text));
        others.Split('~').ShouldAllBe(text => !grammar.Matches(text));
    }
}
