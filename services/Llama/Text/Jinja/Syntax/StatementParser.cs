using QuantGrpc.Llama.Text.Jinja.Nodes;

namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>A template's text, outputs and blocks.</summary>
internal sealed class StatementParser
{
    private static readonly string[] Inner = ["elif", "else", "endif", "endfor", "endset", "endmacro", "endgeneration"];

    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private readonly DefinitionParser _definitions;
    private int _loops;

    private StatementParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _expressions = new ExpressionParser(cursor);
        _definitions = new DefinitionParser(cursor, _expressions, ParseApart);
    }

    /// <exception cref="JinjaException">The source is no template of the language subset.</exception>
    public static List<Statement> Parse(string source)
    {
        var cursor = new TokenCursor(Lexer.Tokenize(source));
        var body = new StatementParser(cursor).ParseBody();
        return cursor.Current.Kind == TokenKind.End ? body : throw cursor.Fail($"'{cursor.Following.Text}' without its beginning");
    }

    private List<Statement> ParseBody()
    {
        var body = new List<Statement>();
        while (_cursor.Current.Kind != TokenKind.End && !AtInner())
        {
            body.Add(_cursor.Nested(ParseStatement));
        }

        return body;
    }

    private bool AtInner() => _cursor.Current.Kind == TokenKind.BlockBegin && Inner.Contains(_cursor.Following.Text);

    private Statement ParseStatement()
    {
        var token = _cursor.Take();
        if (token.Kind == TokenKind.Text)
        {
            return new TextNode(token.Line, token.Text);
        }

        if (token.Kind == TokenKind.BlockBegin)
        {
            return ParseBlock(token.Line);
        }

        var output = new OutputNode(token.Line, _expressions.Parse());
        _cursor.Expect(TokenKind.OutputEnd);
        return output;
    }

    private Statement ParseBlock(int line)
    {
        var name = _cursor.ExpectName();
        return name switch
        {
            "if" => ParseIf(line),
            "for" => ParseFor(line),
            "set" => _definitions.ParseSet(line),
            "macro" => _definitions.ParseMacro(line),
            "generation" => new GenerationNode(line, ParseUntil("endgeneration")),
            "break" => ParseJump(line, Flow.Break),
            "continue" => ParseJump(line, Flow.Continue),
            _ => throw new JinjaException($"the block '{name}' is not supported", line),
        };
    }

    // From behind the block's head to behind its end.
    private List<Statement> ParseUntil(string end)
    {
        _cursor.Expect(TokenKind.BlockEnd);
        var body = ParseBody();
        TakeEnd(end);
        return body;
    }

    private void TakeEnd(string end)
    {
        _cursor.Expect(TokenKind.BlockBegin);
        _cursor.ExpectName(end);
        _cursor.Expect(TokenKind.BlockEnd);
    }

    private bool TakeInner(string name)
    {
        if (_cursor.Current.Kind != TokenKind.BlockBegin || !_cursor.Following.IsName(name))
        {
            return false;
        }

        _cursor.Take();
        _cursor.Take();
        return true;
    }

    private IfNode ParseIf(int line)
    {
        var branches = new List<IfNode.Branch>();
        do
        {
            var condition = _expressions.Parse();
            _cursor.Expect(TokenKind.BlockEnd);
            branches.Add(new IfNode.Branch(condition, ParseBody()));
        }
        while (TakeInner("elif"));
        var otherwise = ParseElse();
        TakeEnd("endif");
        return new IfNode(line, branches, otherwise);
    }

    private List<Statement> ParseElse()
    {
        if (!TakeInner("else"))
        {
            return [];
        }

        _cursor.Expect(TokenKind.BlockEnd);
        return ParseBody();
    }

    private ForNode ParseFor(int line)
    {
        var targets = _definitions.ParseNames();
        _cursor.ExpectName("in");
        var source = _expressions.ParseWithoutCondition();
        var filter = _cursor.TakeName("if") ? _expressions.Parse() : null;
        if (_cursor.Current.IsName("recursive"))
        {
            throw _cursor.Fail("a recursive for is not supported");
        }

        _cursor.Expect(TokenKind.BlockEnd);
        _loops++;
        var body = ParseBody();
        _loops--;
        var otherwise = ParseElse();
        TakeEnd("endfor");
        return new ForNode(line, targets, source) { Filter = filter, Body = body, Else = otherwise };
    }

    // What is captured lies in no loop of its surroundings.
    private List<Statement> ParseApart(string end)
    {
        var loops = _loops;
        _loops = 0;
        var body = ParseUntil(end);
        _loops = loops;
        return body;
    }

    private JumpNode ParseJump(int line, Flow flow)
    {
        if (_loops == 0)
        {
            throw _cursor.Fail($"a {flow.ToString().ToLowerInvariant()} outside of a loop");
        }

        _cursor.Expect(TokenKind.BlockEnd);
        return new JumpNode(line, flow);
    }
}
