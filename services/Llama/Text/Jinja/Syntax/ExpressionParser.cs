using QuantGrpc.Llama.Text.Jinja.Nodes;

namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>Expressions from the weakest operator to the strongest: if, or, and, not, comparison, + -, ~, * / // %, sign.</summary>
internal sealed class ExpressionParser(TokenCursor cursor)
{
    private static readonly string[][] Calculations = [["+", "-"], ["~"], ["*", "/", "//", "%"]];
    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    /// <exception cref="JinjaException">What stands here is no expression.</exception>
    public Expression Parse() => cursor.Nested(ParseConditional);

    /// <summary>An expression whose <c>if</c> belongs to what stands around it.</summary>
    public Expression ParseWithoutCondition() => cursor.Nested(ParseOr);

    private Expression ParseConditional()
    {
        var then = ParseOr();
        while (cursor.Current.IsName("if"))
        {
            var line = cursor.Take().Line;
            var condition = ParseOr();
            then = new ConditionalNode(line, condition, then, cursor.TakeName("else") ? Parse() : null);
        }

        return then;
    }

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (cursor.Current.IsName("or"))
        {
            left = new OrNode(cursor.Take().Line, left, ParseAnd());
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (cursor.Current.IsName("and"))
        {
            left = new AndNode(cursor.Take().Line, left, ParseNot());
        }

        return left;
    }

    private Expression ParseNot() => cursor.Current.IsName("not")
        ? new NotNode(cursor.Take().Line, cursor.Nested(ParseNot))
        : ParseComparison();

    private Expression ParseComparison()
    {
        var line = cursor.Line;
        var first = ParseCalculation(0);
        var links = new List<ComparisonNode.Link>();
        while (TakeComparison() is { } comparison)
        {
            links.Add(new ComparisonNode.Link(comparison, ParseCalculation(0)));
        }

        return links.Count == 0 ? first : new ComparisonNode(line, first, links);
    }

    private string? TakeComparison()
    {
        if (cursor.TakeName("in"))
        {
            return "in";
        }

        if (cursor.Current.IsName("not") && cursor.Following.IsName("in"))
        {
            cursor.Take();
            cursor.Take();
            return "not in";
        }

        return cursor.Current.Kind == TokenKind.Operator && Comparisons.Contains(cursor.Current.Text) ? cursor.Take().Text : null;
    }

    private Expression ParseCalculation(int level)
    {
        if (level == Calculations.Length)
        {
            return ParseSigned();
        }

        var left = ParseCalculation(level + 1);
        while (cursor.Current.Kind == TokenKind.Operator && Calculations[level].Contains(cursor.Current.Text))
        {
            var name = cursor.Take();
            left = new BinaryNode(name.Line, name.Text, left, ParseCalculation(level + 1));
        }

        return cursor.Current.IsOperator("**") ? throw cursor.Fail("the operator '**' is not supported") : left;
    }

    private Expression ParseSigned()
    {
        var suffixes = new SuffixParser(cursor, this);
        return suffixes.ParseFilters(ParseSign(suffixes));
    }

    private Expression ParseSign(SuffixParser suffixes)
    {
        if (cursor.Current.IsOperator("-"))
        {
            return new NegativeNode(cursor.Take().Line, cursor.Nested(() => ParseSign(suffixes)));
        }

        return cursor.TakeOperator("+")
            ? cursor.Nested(() => ParseSign(suffixes))
            : suffixes.ParseAccesses(new PrimaryParser(cursor, this).Parse());
    }
}
