using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges.Rules;
using QuantGrpc.Evaluator.Storage;
using GradeVerdict = QuantGrpc.Evaluator.Storage.GradeVerdict;
using StoredGrade = QuantGrpc.Evaluator.Storage.Grade;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>One cell of a run: generate, grade, judge; each part is stored before the next begins.</summary>
internal sealed class CellWorker(RunContext context)
{
    private readonly RunStore _store = context.Store;

    /// <summary>Makes a missing cell whole.</summary>
    public async Task CompleteAsync(RunVariant variant, RunProblem problem, CancellationToken cancellation)
    {
        var result = await GenerateAsync(variant, problem, cancellation);
        var written = await _store.AddResultAsync(result, cancellation);
        context.Monitor.Generated(variant.Name, result.GeneratedTokens);
        await GradeAsync(written.ResultId, result, problem, variant.Name, cancellation);
    }

    /// <summary>Grades a stored result, and has it judged where it failed.</summary>
    public async Task GradeAsync(long resultId, NewResult result, RunProblem problem, string variant, CancellationToken cancellation)
    {
        var grade = Grader.Grade(problem.Answer, result.Answer);
        await _store.AddGradeAsync(Stored(grade, resultId, problem), cancellation);
        await CountAsync(resultId, result, problem, cancellation);
        context.Monitor.Graded(variant, VerdictOf(grade));
        if (grade.Verdict == Answers.GradeVerdict.NotEquivalent)
        {
            await context.Panel.JudgeAsync(resultId, result, problem, variant, cancellation);
        }
    }

    /// <summary>Stores how many equations of a result were decided and how many of them do not hold, whether it is right or not.</summary>
    public Task CountAsync(long resultId, NewResult result, RunProblem problem, CancellationToken cancellation)
    {
        var findings = StepChecks.Of(problem.Text, [.. result.Steps.Select(s => s.Text)]);
        var count = new EquationCount
        {
            ResultId = resultId,
            CheckerVersion = StepChecks.Version,
            Checked = findings.Sum(f => f.Checked),
            Wrong = findings.Sum(f => f.False.Count),
        };
        return _store.AddEquationCountAsync(count, cancellation);
    }

    private async Task<NewResult> GenerateAsync(RunVariant variant, RunProblem problem, CancellationToken cancellation)
    {
        var settings = context.Settings;
        var prompt = PromptTemplate.Render(settings.Prompt, problem.Text, settings.Shots);
        var reader = new SolutionReader();
        await foreach (var item in context.Server.GenerateAsync(
            new GenerationRequest
            {
                Variant = variant.Name,
                Chat = settings.Plain ? [] : [new ChatTurn("user", prompt)],
                Prompt = settings.Plain ? prompt : null,
                MaxTokens = settings.MaxTokens,
                Temperature = settings.Temperature,
                TopP = settings.TopP,
                Seed = settings.Seed,
                Logprobs = true,
                EchoPrompt = true,
            },
            cancellation))
        {
            reader.Read(item);
        }

        return reader.ToResult(context.Run, problem, prompt);
    }

    private static GradeVerdict VerdictOf(Answers.Grade grade) => grade.Verdict switch
    {
        Answers.GradeVerdict.Equivalent => GradeVerdict.Equivalent,
        Answers.GradeVerdict.NotEquivalent => GradeVerdict.NotEquivalent,
        _ => GradeVerdict.Ungradable,
    };

    /// <summary>A grade as the store keeps it.</summary>
    internal static StoredGrade Stored(Answers.Grade grade, long resultId, RunProblem problem) => new()
    {
        ResultId = resultId,
        GoldHash = problem.GoldHash,
        GraderVersion = Grader.Version,
        Verdict = VerdictOf(grade),
        Rule = grade.Rule,
        Reason = grade.Reason,
        GoldForm = grade.GoldNormal,
        AnswerForm = grade.AnswerNormal,
    };
}
