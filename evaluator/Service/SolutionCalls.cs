using QuantGrpc.Endpoints;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Steps;
using Step = QuantGrpc.Evaluation.V1.Step;

namespace QuantGrpc.Evaluator.Service;

/// <summary>ParseSolution, GradeAnswer and LocateError: the run's own code, one solution at a time.</summary>
internal sealed class SolutionCalls(RunRoom room)
{
    private const int MostJudges = 16;
    private const int MostSteps = 1000;

    public static ParseSolutionResponse Parse(ParseSolutionRequest request)
    {
        var parser = new StepParser();
        parser.Append(request.Text);
        var parsed = parser.Complete();
        var answer = AnswerExtractor.Extract(request.Text);
        var response = new ParseSolutionResponse
        {
            Steps = { parsed.Steps.Select(s => new Step { Number = (uint)s.Number, Text = s.Text, Start = (uint)s.Start, End = (uint)s.End }) },
            Format = FormatName(parsed.Format),
            FollowsFrame = parsed.FollowsFrame,
            WeakAnswer = answer?.Weak ?? false,
        };
        if (answer is not null)
        {
            response.Answer = answer.Text;
        }

        return response;
    }

    public static GradeAnswerResponse Grade(GradeAnswerRequest request)
    {
        if (request.Gold.Length == 0)
        {
            throw GrpcErrors.InvalidArgument("gold", "", "an answer");
        }

        var grade = Grader.Grade(request.Gold, request.HasAnswer ? request.Answer : null);
        return new GradeAnswerResponse
        {
            Verdict = grade.Verdict switch
            {
                GradeVerdict.Equivalent => Verdict.Equivalent,
                GradeVerdict.NotEquivalent => Verdict.NotEquivalent,
                _ => Verdict.Ungradable,
            },
            Rule = grade.Rule,
            Reason = grade.Reason ?? "",
            GoldNormal = grade.GoldNormal ?? "",
            AnswerNormal = grade.AnswerNormal ?? "",
        };
    }

    public async Task<LocateErrorResponse> LocateAsync(LocateErrorRequest request, CancellationToken cancellation)
    {
        Check(request);
        var judged = new JudgeCase
        {
            Problem = request.Problem,
            Steps = [.. request.Steps],
            FinalAnswer = request.FinalAnswer.Length > 0 ? request.FinalAnswer : null,
            ReferenceAnswer = request.ReferenceAnswer,
            ReferenceSteps = request.ReferenceSteps.Count > 0 ? [.. request.ReferenceSteps] : null,
            // The caller knows what the problem is: by naming the prompt minimath it says so.
            IsMiniMath = request.Judges.Any(j => j.Contains(",prompt=minimath", StringComparison.Ordinal)),
        };
        var factory = new JudgeFactory(room.Server, room.Time) { KeyFile = room.JudgeKeyFile };
        var judges = await factory.PanelAsync(new PanelRequest([.. request.Judges], []), judged.IsMiniMath, cancellation);
        var panel = await judges.JudgeAsync(judged, cancellation);
        return new LocateErrorResponse
        {
            Verdicts = { panel.Verdicts.Select(v => VerdictMessages.From(v.Verdict)) }, Located = VerdictMessages.From(panel), OneJudge = panel.Vote.OneJudge,
        };
    }

    private static void Check(LocateErrorRequest request)
    {
        if (request.Problem.Length == 0)
        {
            throw GrpcErrors.InvalidArgument("problem", "", "the problem's text");
        }

        if (request.Steps.Count is < 1 or > MostSteps)
        {
            throw GrpcErrors.InvalidArgument("steps", $"{request.Steps.Count} steps", $"1 to {MostSteps} steps");
        }

        if (request.Judges.Count is < 1 or > MostJudges)
        {
            throw GrpcErrors.InvalidArgument("judges", $"{request.Judges.Count} judges", $"1 to {MostJudges} judges");
        }
    }

    private static string FormatName(StepFormat format) =>
        string.Concat(format.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
