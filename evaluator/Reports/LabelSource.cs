using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>Who labelled failures, and which time over.</summary>
internal sealed record LabelSource(string Kind, string Name, int Round)
{
    /// <summary>For tables. The word people is kept for persons.</summary>
    public string Words => $"{KindWords(Kind)}{(Name.Length > 0 ? $" ({Name})" : "")}, round {Round}";

    public static LabelSource Of(FailureLabel label) => new(label.AnnotatorKind, label.AnnotatorName, label.Round);

    /// <summary>The kind of annotators as it may be called.</summary>
    public static string KindWords(string kind) => kind == "person" ? "people" : kind;
}
