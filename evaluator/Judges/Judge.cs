using System.Security.Cryptography;
using System.Text;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>Who says of a solution which step is its first wrong one.</summary>
internal abstract class Judge
{
    /// <summary>As stored.</summary>
    public abstract string Id { get; }

    /// <summary>The model behind it, where that is known: judges of one base model err alike.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Judges one case. Whatever happens is a verdict; only cancellation is none.</summary>
    /// <exception cref="JudgeException">The judge does not suit the data.</exception>
    public abstract Task<JudgeVerdict> JudgeAsync(JudgeCase judged, CancellationToken cancellation);

    /// <summary>SHA-256 of the judge's name and its input.</summary>
    protected string HashOf(string input) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Id}\n{input}")));
}
