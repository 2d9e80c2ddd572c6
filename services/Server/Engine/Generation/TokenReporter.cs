using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine.Rows;

namespace QuantGrpc.Server.Engine.Generation;

/// <summary>Turns a generation's rows into events, and ends the sequence where a token is its last.</summary>
internal sealed class TokenReporter(Vocabulary vocabulary, TimeProvider time)
{
    /// <summary>Reports the token that follows a row: one of the prompt or the prefix, or the one that was drawn.</summary>
    public void Report(GenerationSequence sequence, RowResult row)
    {
        var next = row.Position + 1;
        if (row.Problem is { } problem)
        {
            sequence.End(new RequestFailedException(problem));
        }
        else if (next < sequence.Known)
        {
            ReportGiven(sequence, row, next);
        }
        else if (IsDeclined(sequence, row))
        {
            sequence.Finish(GenerationEnd.LowMargin, time, Describe(sequence, row));
        }
        else
        {
            ReportDrawn(sequence, row);
        }
    }

    private static bool IsDeclined(GenerationSequence sequence, RowResult row) =>
        row.Figures is { } figures && figures.Margin < sequence.Request.Guards.StopBelowMargin;

    private static void ReportGiven(GenerationSequence sequence, RowResult row, int position)
    {
        var inPrompt = position < sequence.Request.Prompt.Length;
        var given = Describe(sequence, row);
        given.Index = inPrompt ? position : position - sequence.Request.Prompt.Length;
        given.Origin = inPrompt ? TokenOrigin.Prompt : TokenOrigin.Prefix;
        sequence.Write(given);
    }

    // Sets all that a token has: the object may have been another's.
    private static TokenGenerated Describe(GenerationSequence sequence, RowResult row)
    {
        var token = sequence.TakeToken();
        token.Index = sequence.NextIndex;
        token.Sample = sequence.Sample;
        token.Origin = TokenOrigin.Generated;
        token.Token = row.Draw.Token;
        token.Text = "";
        token.Figures = sequence.Request.Inspection.Figures ? row.Figures : null;
        token.SamplerLogprob = row.Draw.Logprob;
        token.SetAlternatives(row.Alternatives);
        return token;
    }

    private void ReportDrawn(GenerationSequence sequence, RowResult row)
    {
        var token = row.Draw.Token;
        var endsText = vocabulary.EndOfText[token.Value];
        var drawn = Describe(sequence, row);
        drawn.Text = endsText || vocabulary.IsControl(token) ? "" : sequence.Text.Append(token, vocabulary);
        sequence.Write(drawn);
        sequence.Append(token, time.GetTimestamp());
        if (!endsText && sequence.Grammar?.TryAccept(token) == false)
        {
            sequence.End(new RequestFailedException(RowProblem.TooAmbiguous));
        }
        else if (EndAfter(sequence, row, endsText) is { } end)
        {
            sequence.Finish(end, time);
        }
    }

    private static GenerationEnd? EndAfter(GenerationSequence sequence, RowResult row, bool endsText) =>
        endsText ? GenerationEnd.EndOfText
        : sequence.Text.StopFound is not null ? GenerationEnd.StopString
        : sequence.Grammar is { IsExhausted: true } ? GenerationEnd.GrammarComplete
        : sequence.Loop?.Add(row.Draw.Token, row.Figures?.Entropy ?? 0) == true ? GenerationEnd.Loop
        : sequence.Output.Length >= sequence.Request.Sampling.MaxTokens ? GenerationEnd.Length
        : null;
}
