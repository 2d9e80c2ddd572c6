using System.Text;
using QuantGrpc.Llama.Grammar;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Llama.Grammar;

[Collection(nameof(BestTime))]
public sealed class GbnfHostileTests(ITestOutputHelper output)
{
    private const int Most = Gbnf.MaxSourceBytes;

    public static TheoryData<string> Names => [.. Sources().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_grammars_are_answered_soon_and_in_little_memory(string name)
    {
        var source = Sources()[name];
        var answer = Answer(source);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Answer(source);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var time = BestTime.Of(() => Answer(source));

        output.WriteLine($"{name}: {time.TotalMilliseconds:0.0} ms, {allocated >> 10} KiB, {answer}");
        time.ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
        allocated.ShouldBeLessThan(50_000_000);
    }

    private static string Answer(string source)
    {
        try
        {
            return $"{Gbnf.Parse(source).Rules.Nodes.Count} nodes";
        }
        catch (GrammarException e)
        {
            return e.Message[..Math.Min(e.Message.Length, 150)];
        }
    }

    private static Dictionary<string, string> Sources() => new()
    {
        ["open parentheses"] = "root ::= " + Repeat("("),
        ["nested parentheses"] = "root ::= " + new string('(', 64) + "\"a\"" + new string(')', 64),
        ["too nested parentheses"] = "root ::= " + new string('(', 65) + "\"a\"" + new string(')', 65),
        ["a million"] = "root ::= \"a\"{1000000}",
        ["hundreds of hundreds"] = "root ::= ((([a-z]{100}){100}){100}){100}",
        ["hundreds in a row"] = "root ::= [a-z]{100}{100}{100}{100}",
        ["many optional"] = "root ::= [a-z]{0,65530}",
        ["many required"] = "root ::= [a-z]{65530}",
        ["many repetitions"] = "root ::= " + Repeat("[ab]{9}"),
        ["backslashes in a literal"] = "root ::= \"" + Repeat("\\"),
        ["backslashes"] = "root ::= " + Repeat("\\"),
        ["one long literal"] = "root ::= \"" + new string('a', Most - 20) + "\"",
        ["quotes"] = "root ::= " + Repeat("\""),
        ["alternatives of a character"] = "root ::= " + string.Join('|', Characters(6).Select(c => $"\"{c}\"")),
        ["alternatives that end alike"] = "root ::= " + string.Join('|', Characters(9).Select((c, i) => $"\"{c}{(char)('一' + i / 2)}\"")),
        ["empty alternatives"] = "root ::= " + Repeat("|"),
        ["a class of many ranges"] = "root ::= [" + string.Concat(Characters(4)) + "]",
        ["many classes"] = "root ::= " + string.Concat(Characters(10).Select(c => $"[^{c}-{(char)(c + 1)}]")),
        ["chain of rules"] = Rules(3500, i => $"r{i} ::= r{i + 1}", "r3500 ::= \"a\""),
        ["chain of rules that can be empty"] = Rules(2500, i => $"r{i} ::= r{i + 1} r{i + 1}", "r2500 ::= \"\""),
        ["circle of rules"] = Rules(3500, i => $"r{i} ::= r{i + 1}", "r3500 ::= r0"),
        ["circle that never ends"] = Rules(3000, i => $"r{i} ::= \"a\" r{i + 1}", "r3000 ::= \"a\" r0"),
        ["all rules in all places"] = Rules(300, i => $"r{i} ::= \"a\" | " + string.Join(' ', Enumerable.Range(i, 30).Select(j => $"r{j % 300}")), ""),
        ["one name"] = "root ::= " + new string('a', Most - 20),
        ["comments"] = Repeat("#\n"),
        ["stars"] = "root ::= \"a\"" + Repeat("*"),
        ["plusses"] = "root ::= [a]" + Repeat("+"),
        ["nested stars"] = "root ::= " + Repeat("(\"a\"*)*"),
        ["zeros"] = "root ::= \"a\"" + Repeat("{0}"),
        ["nothing but NUL"] = Repeat("\0"),
    };

    private static string Repeat(string part) => new StringBuilder().Insert(0, part, (Most - 20) / part.Length).ToString();

    private static IEnumerable<char> Characters(int bytesEach) => Enumerable.Range(0, (Most - 20) / bytesEach).Select(i => (char)(0x4E00 + i % 20000));

    private static string Rules(int count, Func<int, string> rule, string last) =>
        "root ::= r0\n" + string.Join('\n', Enumerable.Range(0, count).Select(rule)) + "\n" + last;
}
