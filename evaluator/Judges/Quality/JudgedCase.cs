namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>A labelled solution and what a judge, a panel or the baseline says of it.</summary>
/// <param name="Label">The solution.</param>
/// <param name="Said">The verdict; null for an abstention, an invalid reply or none elected.</param>
/// <param name="TypeStands">Whether the verdict's type counts: a panel may agree on the step alone.</param>
internal sealed record JudgedCase(LabelledCase Label, Located? Said, bool TypeStands = true)
{
    public bool Spoke => Said is not null;

    public bool IsRightStep => Said is not null && Said.FirstErrorStep == Label.Step;

    public bool IsRightType => Said is not null && TypeStands && Said.Type == Label.Type;

    /// <summary>Null for what did not speak, or not of types.</summary>
    public ErrorType? SaidType => TypeStands ? Said?.Type : null;
}
