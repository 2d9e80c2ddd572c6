namespace QuantGrpc.Evaluator.Judges;

/// <summary>A form and a model.</summary>
internal sealed class ModelJudge(IVerdictForm form, IJudgeModel model, TimeProvider time) : Judge
{
    /// <summary>The model with the form's name.</summary>
    public override string Id { get; } = $"{model.Name},prompt={form.Name}";

    public override async Task<JudgeVerdict> JudgeAsync(JudgeCase judged, CancellationToken cancellation)
    {
        var prompt = form.PromptOf(judged);
        var start = time.GetTimestamp();
        var outline = new JudgeVerdict { Judge = Id, Kind = VerdictKind.Failed, InputHash = HashOf(prompt) };
        try
        {
            var reply = await model.AskAsync(new JudgeQuestion(prompt, form.MaxReplyTokens, form.SchemaOf(judged)), cancellation);
            return Read(reply, judged, outline) with
            {
                RawReply = reply.Text,
                Notice = reply.Notice,
                PromptTokens = reply.PromptTokens,
                GeneratedTokens = reply.GeneratedTokens,
                Duration = time.GetElapsedTime(start),
            };
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
