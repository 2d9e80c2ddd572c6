namespace QuantGrpc.Evaluator.Storage;

internal sealed partial class RunStore
{
    /// <summary>Stores a result unless its key has one; what stands there stays as it is.</summary>
    public Task<ResultWrite> AddResultAsync(NewResult result, CancellationToken cancellationToken = default)
    {
        var row = ResultRow.From(result, _time.GetUtcNow());
        return WriteAsync(writer => Insert(writer, row), cancellationToken);
    }

    /// <summary>Stores a grade unless its key has one; returns whether it was written.</summary>
    public Task<bool> AddGradeAsync(Grade grade, CancellationToken cancellationToken = default) =>
        InsertAsync("insert_grade", RowOf(grade), cancellationToken);

    /// <summary>Stores a result's counts of equations in the place of an older checker's.</summary>
    public Task AddEquationCountAsync(EquationCount count, CancellationToken cancellationToken = default) =>
        InsertAsync("insert_equation_count", count, cancellationToken);

    /// <summary>
    /// Stores a verdict unless its key has one that is not <see cref="VerdictKind.Failed"/>; returns whether it was written.
    /// </summary>
    public Task<bool> AddVerdictAsync(JudgeVerdict verdict, CancellationToken cancellationToken = default)
    {
        var row = new
        {
            verdict.ResultId,
            verdict.Judge,
            verdict.InputHash,
            Kind = verdict.Kind.ToString(),
            verdict.FirstErrorStep,
            verdict.ErrorType,
            verdict.Types,
            verdict.Transcription,
            verdict.CorrectedSteps,
            verdict.Confidence,
            Notice = StoredText.Clean(verdict.Notice),
            Reason = StoredText.Clean(verdict.Reason),
            RawReply = StoredText.Clean(verdict.RawReply),
            verdict.PromptTokens,
            verdict.GeneratedTokens,
            verdict.Duration,
            verdict.OneJudge,
        };
        return InsertAsync("insert_verdict", row, cancellationToken);
    }

    private static object RowOf(Grade grade) => new
    {
        grade.ResultId,
        grade.GoldHash,
        grade.GraderVersion,
        Verdict = grade.Verdict.ToString(),
        grade.Rule,
        Reason = StoredText.Clean(grade.Reason),
        GoldForm = StoredText.Clean(grade.GoldForm),
        AnswerForm = StoredText.Clean(grade.AnswerForm),
    };

    private Task<bool> InsertAsync(string query, object row, CancellationToken cancellationToken) =>
        WriteAsync(writer => writer.Execute(Sql.Of(query), row) > 0, cancellationToken);

    private static ResultWrite Insert(StoreWriter writer, ResultRow row)
    {
        var id = writer.Scalar<long?>(Sql.Of("insert_result"), row);
        if (id is null)
        {
            return new ResultWrite(writer.Scalar<long>(Sql.Of("result_id"), row), false);
        }

        var texts = new { ResultId = id, row.Prompt, row.PromptTokens, row.Output, row.OutputTokens, row.Steps };
        writer.Execute(Sql.Of("insert_output"), texts);
        return new ResultWrite(id.Value, true);
    }
}
