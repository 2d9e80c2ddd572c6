using System.Globalization;
using System.Text;
using QuantGrpc.Llama.Text.Jinja.Nodes;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>Literals, names and what stands in brackets.</summary>
internal sealed class PrimaryParser(TokenCursor cursor, ExpressionParser expressions)
{
    private static readonly string[] Reserved = ["and", "else", "if", "in", "is", "not", "or"];

    public Expression Parse()
    {
        var token = cursor.Current;
        return token.Kind switch
        {
            TokenKind.String => new LiteralNode(token.Line, TextValue.OfTemplate(Strings())),
            TokenKind.Integer => new LiteralNode(token.Line, Integer()),
            TokenKind.Float => new LiteralNode(token.Line, new FloatValue(double.Parse(cursor.Take().Text, CultureInfo.InvariantCulture))),
            TokenKind.Name when !Reserved.Contains(token.Text) => Name(cursor.Take()),
            TokenKind.Operator when token.Text == "(" => Group(),
            TokenKind.Operator when token.Text == "[" => new ListNode(token.Line, Items("[", "]")),
            TokenKind.Operator when token.Text == "{" => new MappingNode(token.Line, Entries()),
            _ => throw cursor.Fail($"{token} where an expression belongs"),
        };
    }

    private static Expression Name(Token name) => name.Text switch
    {
        "true" or "True" => new LiteralNode(name.Line, BooleanValue.True),
        "false" or "False" => new LiteralNode(name.Line, BooleanValue.False),
        "none" or "None" => new LiteralNode(name.Line, NoneValue.Instance),
        _ => new NameNode(name.Line, name.Text),
    };

    // Neighbours are one string.
    private string Strings()
    {
        var text = new StringBuilder();
        while (cursor.Current.Kind == TokenKind.String)
        {
            text.Append(cursor.Take().Text);
        }

        return text.ToString();
    }

    private IntegerValue Integer() => long.TryParse(cursor.Current.Text, CultureInfo.InvariantCulture, out var number)
        ? Taken(new IntegerValue(number))
        : throw cursor.Fail($"{cursor.Current} does not fit 64 bits");

    private T Taken<T>(T value)
    {
        cursor.Take();
        return value;
    }

    private Expression Group()
    {
        var line = cursor.Line;
        cursor.ExpectOperator("(");
        if (cursor.TakeOperator(")"))
        {
            return new ListNode(line, []);
        }

        var first = expressions.Parse();
        if (cursor.TakeOperator(")"))
        {
            return first;
        }

        cursor.ExpectOperator(",");
        return new ListNode(line, [first, .. Rest(")")]);
    }

    private List<Expression> Items(string open, string close)
    {
        cursor.ExpectOperator(open);
        return Rest(close);
    }

    private List<Expression> Rest(string close)
    {
        var items = new List<Expression>();
        while (!cursor.TakeOperator(close))
        {
            items.Add(expressions.Parse());
            if (!cursor.Current.IsOperator(close))
            {
                cursor.ExpectOperator(",");
            }
        }

        return items;
    }

    private List<MappingNode.Entry> Entries()
    {
        var entries = new List<MappingNode.Entry>();
        cursor.ExpectOperator("{");
        while (!cursor.TakeOperator("}"))
        {
            var key = expressions.Parse();
            cursor.ExpectOperator(":");
            entries.Add(new MappingNode.Entry(key, expressions.Parse()));
            if (!cursor.Current.IsOperator("}"))
            {
                cursor.ExpectOperator(",");
            }
        }

        return entries;
    }
}
