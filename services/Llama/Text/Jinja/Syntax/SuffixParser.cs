using System.Globalization;
using QuantGrpc.Llama.Text.Jinja.Library;
using QuantGrpc.Llama.Text.Jinja.Nodes;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>What follows a value: members, indices, calls, filters, tests.</summary>
internal sealed class SuffixParser(TokenCursor cursor, ExpressionParser expressions)
{
    // Names that end a test without an argument.
    private static readonly string[] AfterTest = ["and", "else", "if", "in", "is", "not", "or"];

    public Expression ParseAccesses(Expression value)
    {
        while (true)
        {
            var line = cursor.Line;
            if (cursor.TakeOperator("."))
            {
                value = ParseMember(line, value);
            }
            else if (cursor.TakeOperator("["))
            {
                value = ParseIndex(line, value);
            }
            else if (cursor.Current.IsOperator("("))
            {
                value = new CallNode(line, value, ParseArguments());
            }
            else
            {
                return value;
            }
        }
    }

    public Expression ParseFilters(Expression value)
    {
        while (true)
        {
            if (cursor.TakeOperator("|"))
            {
                value = ParseFilter(value);
            }
            else if (cursor.TakeName("is"))
            {
                value = ParseTest(value);
            }
            else if (cursor.Current.IsOperator("("))
            {
                throw cursor.Fail("a call of a filter's or test's result is not supported");
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ParseMember(int line, Expression owner) => cursor.Current.Kind == TokenKind.Integer
        ? new IndexNode(line, owner, new LiteralNode(line, new IntegerValue(long.Parse(cursor.Take().Text, CultureInfo.InvariantCulture))))
        : new MemberNode(line, owner, cursor.ExpectName());

    private Expression ParseIndex(int line, Expression owner)
    {
        var bounds = new List<Expression?> { ParseBound() };
        while (bounds.Count < 3 && cursor.TakeOperator(":"))
        {
            bounds.Add(ParseBound());
        }

        cursor.ExpectOperator("]");
        return bounds is [{ } index]
            ? new IndexNode(line, owner, index)
            : bounds.Count == 1 ? throw cursor.Fail("an index is empty")
            : new SliceNode(line, owner, bounds[0], bounds[1], bounds.ElementAtOrDefault(2));
    }

    private Expression? ParseBound() => cursor.Current.IsOperator(":") || cursor.Current.IsOperator("]") ? null : expressions.Parse();

    private FilterNode ParseFilter(Expression input)
    {
        var line = cursor.Line;
        var name = cursor.ExpectName();
        var filter = Filters.Find(name) ?? throw new JinjaException($"there is no filter '{name}' here", line);
        return new FilterNode(line, filter, input, cursor.Current.IsOperator("(") ? ParseArguments() : ArgumentNodes.None);
    }

    private Expression ParseTest(Expression input)
    {
        var isNegated = cursor.TakeName("not");
        var line = cursor.Line;
        var name = cursor.ExpectName();
        var test = Tests.Find(name) ?? throw new JinjaException($"there is no test '{name}' here", line);
        var node = new TestNode(line, test, input, ParseTestArguments());
        return isNegated ? new NotNode(line, node) : node;
    }

    private ArgumentNodes ParseTestArguments()
    {
        if (cursor.Current.IsOperator("("))
        {
            return ParseArguments();
        }

        var hasArgument = cursor.Current.Kind is TokenKind.String or TokenKind.Integer or TokenKind.Float
            || cursor.Current.IsOperator("[") || cursor.Current.IsOperator("{")
            || (cursor.Current.Kind == TokenKind.Name && !AfterTest.Contains(cursor.Current.Text));
        return hasArgument
            ? new ArgumentNodes([cursor.Nested(() => ParseAccesses(new PrimaryParser(cursor, expressions).Parse()))], [])
            : ArgumentNodes.None;
    }

    private ArgumentNodes ParseArguments()
    {
        var positional = new List<Expression>();
        var named = new List<ArgumentNodes.NamedNode>();
        cursor.ExpectOperator("(");
        while (!cursor.TakeOperator(")"))
        {
            if (cursor.Current.Kind == TokenKind.Name && cursor.Following.IsOperator("="))
            {
                var name = cursor.Take().Text;
                cursor.Take();
                named.Add(new ArgumentNodes.NamedNode(name, expressions.Parse()));
            }
            else
            {
                positional.Add(named.Count == 0
                    ? expressions.Parse()
                    : throw cursor.Fail("an argument without a name stands behind one with a name"));
            }

            if (!cursor.Current.IsOperator(")"))
            {
                cursor.ExpectOperator(",");
            }
        }

        return new ArgumentNodes(positional, named);
    }
}
