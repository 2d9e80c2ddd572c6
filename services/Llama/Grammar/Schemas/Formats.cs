namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Formats of strings, by RFC 3339 and RFC 4122 as the standard refers to them.</summary>
internal static class Formats
{
    private const string Days31 = "(\"0\" [13578] | \"1\" [02]) \"-\" (\"0\" [1-9] | [12] [0-9] | \"3\" [01])";
    private const string Days30 = "(\"0\" [469] | \"11\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"30\")";
    private const string Days28 = "\"02-\" (\"0\" [1-9] | \"1\" [0-9] | \"2\" [0-8])";
    private const string Leap = "([0-9]{2} (\"0\" [48] | [2468] [048] | [13579] [26]) | ([02468] [048] | [13579] [26]) \"00\") \"-02-29\"";
    private const string Date = $"([0-9]{{4}} \"-\" ({Days31} | {Days30} | {Days28}) | {Leap})";
    private const string Hour = "([01] [0-9] | \"2\" [0-3])";
    private const string Time = $"{Hour} \":\" [0-5] [0-9] \":\" [0-5] [0-9] (\".\" [0-9]{{1,9}})? (\"Z\" | [-+] {Hour} \":\" [0-5] [0-9])";

    public static string Find(string format, SchemaPlace keyword) => format switch
    {
        "date" => Date,
        "time" => Time,
        "date-time" => $"{Date} \"T\" {Time}",
        "uuid" => "hex{8} \"-\" hex{4} \"-\" hex{4} \"-\" hex{4} \"-\" hex{12}",
        _ => throw keyword.Refuse("this format is not supported; date, time, date-time and uuid are"),
    };
}
