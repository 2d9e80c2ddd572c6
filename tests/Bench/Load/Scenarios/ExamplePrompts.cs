using System.Text;
using System.Text.Json;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>Prompts from MiniMATH's problems: worked examples from the training set, then a question from the test set.</summary>
internal sealed class ExamplePrompts
{
    // Four such examples are 400 to 600 tokens of MiniMATH's tokenizer, and fit its context with a question and 256 new tokens.
    private const int LeastExample = 230;
    private const int MostExample = 270;
    private const int MostQuestion = 120;

    private readonly string[] _examples;
    private readonly string[] _questions;

    /// <param name="seed">Orders both.</param>
    public ExamplePrompts(int seed)
    {
        var random = new Random(seed);
        _examples =
        [
            .. Rows("minimath_train.jsonl").Select(row => $"{Opening(row)}{row.Solution}\n\n").Where(text => text.Length is >= LeastExample and <= MostExample),
        ];
        _questions = [.. Rows("minimath_test.jsonl").Where(row => row.Problem.Length <= MostQuestion).Select(Opening)];
        random.Shuffle(_examples);
        random.Shuffle(_questions);
    }

    /// <summary>Examples, the same for the same set.</summary>
    public string Examples(int set, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(_examples[(set * count + i) % _examples.Length]);
        }

        return $"{text}";
    }

    /// <summary>A question of its own for every number.</summary>
    public string Question(int number) => _questions[number % _questions.Length];

    /// <summary>Examples one after another, cut to a length; another beginning for each set.</summary>
    public string Text(int set, int characters)
    {
        var text = new StringBuilder();
        for (var i = set; text.Length < characters; i++)
        {
            text.Append(_examples[i % _examples.Length]);
        }

        return text.ToString(0, characters);
    }

    private static string Opening(Row row) => $"Problem: {row.Problem}\nSolution:\n";

    private static IEnumerable<Row> Rows(string file)
    {
        foreach (var line in File.ReadLines(Repository.PathOf("models", "minimath", file)))
        {
            var row = JsonElement.Parse(line);
            yield return new Row(row.GetProperty("problem").GetString() ?? "", row.GetProperty("solution").GetString() ?? "");
        }
    }

    private sealed record Row(string Problem, string Solution);
}
