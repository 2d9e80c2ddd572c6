using System.Text;
using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Steps;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Reads one stream of generation: text into steps as it arrives, logprobs into their summary.</summary>
internal sealed class SolutionReader
{
    private readonly StringBuilder _text = new();
    private readonly StepParser _steps = new();
    private readonly List<uint> _tokens = [];
    private readonly List<int> _tokenEnds = [];
    private double _sum;
    private double _min = double.PositiveInfinity;
    private int _minIndex;
    private GenerationStarted? _started;
    private GenerationEnded? _ended;

    /// <summary>Takes the next event.</summary>
    public void Read(GenerationEvent item)
    {
        switch (item)
        {
            case GenerationStarted started:
                _started = started;
                break;
            case TokenGenerated token:
                Read(token);
                break;
            case GenerationEnded ended:
                Append(ended.Text);
                _ended = ended;
                break;
            default:
                throw new InvalidOperationException($"unknown event {item.GetType().Name}");
        }
    }

    /// <summary>The result, once the last event was read.</summary>
    public NewResult ToResult(Run run, RunProblem problem, string prompt)
    {
        var started = _started ?? throw new InvalidOperationException("the stream had no beginning");
        var ended = _ended ?? throw new InvalidOperationException("the stream had no end");
        var output = _text.ToString();
        var parsed = _steps.Complete();
        var truncated = ended.Stop == GenerationStop.Length;
        var found = AnswerExtractor.Extract(output);
        var answer = truncated && found is { Weak: true } ? null : found; // a sentence that was cut says nothing yet
        return new NewResult
        {
            // The fingerprint under which it was really generated: a server restarted in mid-run may state another.
            Key = new ResultKey(run.SettingsHash, started.Fingerprint, problem.Hash, Sample: 0),
            Prompt = prompt,
            PromptTokens = started.PromptTokenIds,
            Output = output,
            OutputTokens = _tokens,
            Logprobs = _tokens.Count > 0 ? new LogprobSummary(_sum, _sum / _tokens.Count, _min, _minIndex) : null,
            Steps = [.. parsed.Steps.Select(Stored)],
            StepFormat = parsed.Format.ToString(),
            FollowsFrame = parsed.FollowsFrame,
            StopReason = StopNames.Of(ended.Stop),
            Truncated = truncated,
            Looping = truncated && LoopDetector.EndsInLoop(output),
            Answer = answer?.Text,
            WeakAnswer = answer?.Weak ?? false,
            Timings = new ResultTimings(ended.Queue, ended.Prefill, ended.Decode),
            WeightsSha256 = started.WeightsSha256,
            Seed = started.Seed,
            GeneratedTokens = _tokens.Count,
        };
    }

    private void Read(TokenGenerated token)
    {
        _tokens.Add(token.Id);
        if (token.Logprob is { } logprob)
        {
            _sum += logprob;
            if (logprob < _min)
            {
                _min = logprob;
                _minIndex = _tokens.Count - 1;
            }
        }

        Append(token.Text);
        _tokenEnds.Add(_text.Length);
    }

    private void Append(string text)
    {
        _text.Append(text);
        _steps.Append(text);
    }

    private StoredStep Stored(Step step) => new()
    {
        Number = step.Number,
        Text = step.Text,
        Start = step.Start,
        End = step.End,
        FirstToken = TokenAt(step.Start),
        EndToken = step.End > step.Start ? TokenAt(step.End - 1) + 1 : null,
    };

    // The token whose text reaches past a character.
    private int? TokenAt(int character)
    {
        var at = _tokenEnds.BinarySearch(character + 1);
        var index = at >= 0 ? at : ~at;
        while (index > 0 && _tokenEnds[index - 1] > character)
        {
            index--;
        }

        return index < _tokenEnds.Count ? index : null;
    }
}
