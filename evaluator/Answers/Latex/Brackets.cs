namespace QuantGrpc.Evaluator.Answers.Latex;

/// <summary>Where each bracket closes and whether it holds a list, found in one pass, so that the parser never tries twice.</summary>
internal sealed class Brackets
{
    private readonly Dictionary<int, int> _closing = [];
    private readonly HashSet<int> _lists = [];

    public Brackets(List<LatexToken> tokens)
    {
        var open = new Stack<int>();
        for (var at = 0; at < tokens.Count; at++)
        {
            switch (tokens[at].Text)
            {
                case "(" or "[" or "\\{" or "{":
                    open.Push(at);
                    break;
                case ")" or "]" or "\\}" or "}" when open.Count > 0:
                    _closing[open.Pop()] = at;
                    break;
                case "," when open.Count > 0:
                    _lists.Add(open.Peek());
                    break;
            }
        }
    }

    /// <summary>Whether the bracket at a token holds values separated by commas, or is a set.</summary>
    public bool IsList(List<LatexToken> tokens, int at) => tokens[at].Text == "\\{" || (tokens[at].Text is "(" or "[" or "{" && _lists.Contains(at) && _closing.ContainsKey(at));
}
