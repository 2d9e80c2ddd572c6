using System.Globalization;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Rows as problems, in any of the forms that MATH, MATH-500, GSM8K, AIME and MiniMATH come in.</summary>
/// <param name="fields">Where a role stands.</param>
/// <param name="kind">AIME's answers are checked, GSM8K's must bear their mark.</param>
/// <param name="scale">How levels are written.</param>
internal sealed class RowReader(FieldMap fields, DatasetKind kind, LevelScale scale)
{
    private const int LargestAime = 999;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RowFaultException">A field is missing, empty or malformed.</exception>
    public Problem Read(SourceRow row)
    {
        if (row.Fault is { } fault)
        {
            throw new RowFaultException(fault);
        }

        var problem = Find(row, "problem") ?? throw Fault(row, "problem", $"no field {Names("problem")}; --fields problem=FIELD names another");
        var solution = Find(row, "solution");
        var answer = Find(row, "answer");
        if (answer is not null && GsmAnswer.Of(answer) is { } gsm)
        {
            solution ??= gsm.Solution;
            answer = gsm.Answer;
        }
        else if (kind == DatasetKind.Gsm8k)
        {
            throw Fault(row, "answer", answer is null ? $"no field {Names("answer")}" : "answer has no last line \"#### ANSWER\"");
        }

        var derived = answer is null && solution is not null ? LastBox.Of(solution) : null;
        answer = answer ?? derived ?? throw Fault(
            row, "answer", $"no answer: no field {Names("answer")}, and no filled box in a solution to derive it from");
        return new Problem
        {
            Id = Find(row, "id") ?? row.DefaultId,
            Text = problem,
            Answer = kind == DatasetKind.Aime ? AimeAnswer(row, answer) : answer,
            AnswerIsDerived = derived is not null,
            Solution = solution,
            Subject = Find(row, "subject"),
            Level = scale.Read(Find(row, "level"), row.Place),
        };
    }

    // "073" and "73.0" are 73.
    private static string AimeAnswer(SourceRow row, string answer) =>
        decimal.TryParse(answer, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
        && value == decimal.Floor(value) && value <= LargestAime
            ? ((int)value).ToString(CultureInfo.InvariantCulture)
            : throw Fault(row, "answer", $"answer is {answer}; AIME's are integers of 000 to {LargestAime}");

    private string? Find(SourceRow row, string role) => row.Find(fields.NamesOf(role));

    private string Names(string role) => string.Join(" or ", fields.NamesOf(role));

    private static RowFaultException Fault(SourceRow row, string field, string message) => new(new RowFault(row.Place, field, message));
}
