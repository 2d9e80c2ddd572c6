using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>Makes token ids of solutions: of the data set's, or of what the reference writes.</summary>
/// <param name="server">Who counts, tokenizes and writes.</param>
/// <param name="reference">Whose vocabulary, template and words.</param>
/// <param name="context">Tokens that every variant holds.</param>
internal sealed class SolutionMaker(InferenceClient server, ServedVariant reference, int context)
{
    private const int InFlight = 8;

    public required SolutionSource Source { get; init; }

    /// <summary>A template's text.</summary>
    public required string Prompt { get; init; }

    /// <summary>Most tokens that the reference writes.</summary>
    public required int MaxTokens { get; init; }

    /// <exception cref="RunRefusedException">No solution is left.</exception>
    public async Task<Solutions> MakeAsync(IReadOnlyList<Problem> problems, Action<int> report, CancellationToken cancellation)
    {
        var withText = Source == SolutionSource.Gold ? [.. problems.Where(p => !string.IsNullOrWhiteSpace(p.Solution))] : problems;
        var made = new Solution?[withText.Count];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellation };
        await Parallel.ForAsync(0, withText.Count, options, async (i, token) =>
        {
            made[i] = await MakeAsync(withText[i], token);
            report(Interlocked.Increment(ref done));
        });
        var all = made.OfType<Solution>().ToList();
        var solutions = new Solutions(all) { Missing = problems.Count - withText.Count, TooLong = withText.Count - all.Count };
        return all.Count > 0 ? solutions : throw new RunRefusedException(
            solutions.TooLong > 0 ? $"--solutions: none of {solutions.TooLong} fits {context} tokens of context"
            : "--solutions gold: the data set holds no solutions; --solutions reference lets the reference write them");
    }

    // Null where it does not fit.
    private async Task<Solution?> MakeAsync(Problem problem, CancellationToken cancellation)
    {
        ChatTurn[] chat = [new("user", PromptTemplate.Render(Prompt, problem.Text))];
        var tokens = Source == SolutionSource.Gold
            ? await server.TokenizeAsync(reference.Id, problem.Solution ?? "", cancellation)
            : await WrittenAsync(chat, cancellation);
        var fits = tokens.Count > 0 && await server.CountTokensAsync(reference.Id, chat, cancellation) + tokens.Count <= context;
        return fits
            ? new Solution(problem.Id, new GivenText(chat, [.. tokens.Select(t => t.Id)]), new SteppedText(tokens.Select(t => t.Text)))
            : null;
    }

    // Nothing where the prompt alone fills the context.
    private async Task<IReadOnlyList<TextToken>> WrittenAsync(ChatTurn[] chat, CancellationToken cancellation)
    {
        var tokens = new List<TextToken>();
        try
        {
            var request = new GenerationRequest { Variant = reference.Id, Chat = chat, MaxTokens = MaxTokens };
            await foreach (var item in server.GenerateAsync(request, cancellation))
            {
                if (item is TokenGenerated token)
                {
                    tokens.Add(new TextToken(token.Id, token.Text));
                }
            }
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.DoesNotFit)
        {
            return [];
        }

        return tokens;
    }
}
