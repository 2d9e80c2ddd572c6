using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantGrpc.Evaluator.Judges.Annotation;

/// <summary>Who gave a label.</summary>
internal sealed record Annotator
{
    public static readonly IReadOnlyList<string> Kinds = ["person", "model", "construction"];

    /// <summary>person, model or construction; null in a row that waits for its label.</summary>
    public string? Kind { get; init; }

    public string? Name { get; init; }
}

/// <summary>A failure to be labelled, without any judge's verdict. Labelled rows can be read by judge-quality too.</summary>
internal sealed record AnnotationRow
{
    private const int LongestLine = 1 << 20;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, MaxDepth = 16 };

    /// <summary>The run's id, a slash and the result's number.</summary>
    public required string Id { get; init; }

    /// <summary>Failures of the run that this one stands for.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What it was drawn from: a code that tells no verdict. Rows of one stratum have one weight.</summary>
    public string Stratum { get; init; } = "";

    public required string Problem { get; init; }

    /// <summary>The right answer.</summary>
    public string? Answer { get; init; }

    /// <summary>A right solution; null where there is none.</summary>
    public string? Solution { get; init; }

    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The closing answer: the step after the last.</summary>
    public string? FinalAnswer { get; init; }

    /// <summary>The label: from 1, 0 where no step is wrong; null in a row that waits.</summary>
    public int? FirstErrorStep { get; init; }

    /// <summary>The label's type, "none" where no step is wrong.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Whether a number was miscopied from the problem or an earlier step; a flag beside the type.</summary>
    public bool Transcription { get; init; }

    public Annotator Annotator { get; init; } = new();

    /// <summary>From 1: which time over this annotator labels the failure.</summary>
    public int Round { get; init; } = 1;

    [JsonIgnore]
    public bool IsLabelled => FirstErrorStep is not null;

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads a row and checks its label.</summary>
    /// <exception cref="JudgeException">Names the line and the field.</exception>
    public static AnnotationRow Parse(string line, string place)
    {
        if (line.Length > LongestLine)
        {
            throw new JudgeException($"{place}: {line.Length} characters; at most {LongestLine} a row are read");
        }

        try
        {
            var row = JsonSerializer.Deserialize<AnnotationRow>(line, Options) ?? throw new JudgeException($"{place}: null is no row");
            row.Check(place);
            return row;
        }
        catch (JsonException e)
        {
            throw new JudgeException($"{place}: {e.Message}");
        }
    }

    private void Check(string place)
    {
        if (Problem is null || Steps is null || Annotator is null || Stratum is null || Round < 1 || !(Weight > 0) || double.IsInfinity(Weight))
        {
            throw new JudgeException($"{place}: problem, steps, annotator, stratum, a round from 1 and a weight above 0 are required");
        }

        if (!IsLabelled)
        {
            return;
        }

        var most = Steps.Count + (FinalAnswer is null ? 0 : 1);
        if (FirstErrorStep < 0 || FirstErrorStep > most)
        {
            throw new JudgeException($"{place}: first_error_step is {FirstErrorStep}; allowed is 0 (none) to {most}");
        }

        if (ErrorTypes.Find(ErrorType) is not { } type || (FirstErrorStep == 0) != (type == Judges.ErrorType.None))
        {
            throw new JudgeException($"{place}: error_type is {ErrorType ?? "null"} for first_error_step {FirstErrorStep}; allowed is none for 0, else a type: {string.Join(", ", ErrorTypes.Asked.Select(t => t.NameOf()))}");
        }

        if (!Annotator.Kinds.Contains(Annotator.Kind))
        {
            throw new JudgeException($"{place}: annotator.kind is {Annotator.Kind ?? "null"}; allowed is {string.Join(", ", Annotator.Kinds)}");
        }
    }
}
