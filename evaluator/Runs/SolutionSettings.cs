using System.Text.Json;
using System.Text.Json.Serialization;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>All that can change a solution besides the variant and the problem; the same for every variant.</summary>
internal sealed record SolutionSettings
{
    /// <summary>Text of the prompt template.</summary>
    public required string Prompt { get; init; }

    /// <summary>Solved examples that stand for the template's {shots}; null where it takes none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // what is not used leaves the hashes of stored runs as they are
    public string? Shots { get; init; }

    /// <summary>Send the prompt as it is, without the model's chat template.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Plain { get; init; }

    /// <summary>0 is greedy.</summary>
    public float Temperature { get; init; }

    /// <summary>1 keeps all tokens.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>Most tokens of a solution.</summary>
    public int MaxTokens { get; init; } = 1024;

    public ulong Seed { get; init; }

    /// <summary>The solution ends before any of these; null where nothing ends it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>A GBNF grammar that every solution has to hold; null leaves them free.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Grammar { get; init; }

    /// <summary>As they were stored with a run.</summary>
    public static SolutionSettings Of(Run run) => JsonSerializer.Deserialize<SolutionSettings>(run.SettingsJson)
        ?? throw new InvalidOperationException($"run {run.Id} has no settings");

    /// <summary>For people and for reproduction.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>First part of every result's natural key.</summary>
    public string Hash() => ContentHash.Of(ToJson());
}
