namespace QuantGrpc.Evaluator.Judges;

/// <summary>A form and a model.</summary>
internal sealed class ModelJudge(IVerdictForm form, IJudgeModel model, TimeProvider time) : Judge
{
    // A reply that does not hold its form is asked for again where another one may come.
    private const int MostAsked = 3;

    /// <summary>The model, the form's name, and how it is drawn where that is not greedily.</summary>
    public override string Id => $"{model.Name},prompt={form.Name}{Sampling.Words}";

    public JudgeSampling Sampling { get; init; } = JudgeSampling.Greedy;

    public override async Task<JudgeVerdict> JudgeAsync(JudgeCase judged, CancellationToken cancellation)
    {
        var prompt = form.PromptOf(judged);
        var start = time.GetTimestamp();
        var outline = new JudgeVerdict { Judge = Id, Kind = VerdictKind.Failed, InputHash = HashOf(prompt) };
        try
        {
            return await AskAsync(new JudgeQuestion(prompt, form.MaxReplyTokens, form.SchemaOf(judged)), judged, outline, cancellation)
                with { Duration = time.GetElapsedTime(start) };
        }
        catch (DoesNotFitException e)
        {
            return outline with { Kind = VerdictKind.DoesNotFit, Problem = e.Message, Duration = time.GetElapsedTime(start) };
        }
        catch (JudgeUnavailableException e)
        {
            return outline with { Problem = e.Message, Duration = time.GetElapsedTime(start) };
        }
    }

    private async Task<JudgeVerdict> AskAsync(JudgeQuestion question, JudgeCase judged, JudgeVerdict outline, CancellationToken cancellation)
    {
        var mayDiffer = !(model.IsRepeatable && Sampling.IsGreedy);
        for (var (asked, promptTokens, generatedTokens) = (0, 0, 0); ;)
        {
            var reply = await model.AskAsync(question with { Sampling = Sampling.Again(asked) }, cancellation);
            asked++;
            promptTokens += reply.PromptTokens;
            generatedTokens += reply.GeneratedTokens;
            var verdict = Read(reply, judged, outline);
            if (verdict.Kind == VerdictKind.Valid || !mayDiffer || asked == MostAsked)
            {
                var before = asked > 1 ? $"{asked - 1} replies before this one did not hold the form" : null;
                return verdict with
                {
                    RawReply = reply.Text,
                    Notice = reply.Notice is null || before is null ? reply.Notice ?? before : $"{reply.Notice}; {before}",
                    PromptTokens = promptTokens,
                    GeneratedTokens = generatedTokens,
                };
            }
        }
    }

    private JudgeVerdict Read(ModelReply reply, JudgeCase judged, JudgeVerdict outline)
    {
        try
        {
            return reply.IsWhole
                ? outline with { Kind = VerdictKind.Valid, Located = form.Read(reply.Text, judged) }
                : outline with { Kind = VerdictKind.Invalid, Problem = "the reply was cut by its token limit" };
        }
        catch (InvalidReplyException e)
        {
            return outline with { Kind = VerdictKind.Invalid, Problem = e.Message };
        }
    }
}
