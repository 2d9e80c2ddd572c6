using QuantGrpc.Llama.Text.Jinja.Nodes;

namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>A template's text, outputs and blocks.</summary>
internal sealed class StatementParser
{
    private static readonly string[] Inner = ["elif", "else", "endif", "endfor", "endset", "endmacro", "endgeneration"];

    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private int _loops;

    private StatementParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _expressions = new ExpressionParser(cursor);
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
        while (_cursor.Current.Kind != TokenKind.End && !(_cursor.Current.Kind == TokenKind.BlockBegin && Inner.Contains(_cursor.Following.Text)))
        {
            body.Add(_cursor.Nested(ParseStatement));
        }

        return body;
    }

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
            "set" => ParseSet(line),
            "macro" => ParseMacro(line),
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
        var targets = ParseNames();
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

    private List<string> ParseNames()
    {
        var isGroup = _cursor.TakeOperator("(");
        var names = new List<string> { _cursor.ExpectName() };
        while (_cursor.TakeOperator(","))
        {
            names.Add(_cursor.ExpectName());
        }

        if (isGroup)
        {
            _cursor.ExpectOperator(")");
        }

        return names;
    }

    private Statement ParseSet(int line)
    {
        var names = ParseNames();
        if (names.Count == 1 && _cursor.TakeOperator("."))
        {
            var member = _cursor.ExpectName();
            _cursor.ExpectOperator("=");
            return Ended(new SetMemberNode(line, names[0], member, _expressions.Parse()));
        }

        if (_cursor.TakeOperator("="))
        {
            return Ended(new SetNode(line, names, _expressions.Parse()));
        }

        return names.Count == 1 && _cursor.Current.Kind == TokenKind.BlockEnd
            ? new SetBlockNode(line, names[0], Apart(() => ParseUntil("endset")))
            : throw _cursor.Fail($"{_cursor.Current} where '=' belongs");
    }

    private MacroNode ParseMacro(int line)
    {
        var name = _cursor.ExpectName();
        var parameters = new List<MacroParameter>();
        _cursor.ExpectOperator("(");
        while (!_cursor.TakeOperator(")"))
        {
            parameters.Add(new MacroParameter(_cursor.ExpectName(), _cursor.TakeOperator("=") ? _expressions.Parse() : null));
            if (!_cursor.Current.IsOperator(")"))
            {
                _cursor.ExpectOperator(",");
            }
        }

        return new MacroNode(line, name, parameters, Apart(() => ParseUntil("endmacro")));
    }

    // What is captured lies in no loop of its surroundings.
    private List<Statement> Apart(Func<List<Statement>> parse)
    {
        var loops = _loops;
        _loops = 0;
        var body = parse();
        _loops = loops;
        return body;
    }

    private Statement ParseJump(int line, Flow flow) => _loops > 0
        ? Ended(new JumpNode(line, flow))
        : throw _cursor.Fail($"a {flow.ToString().ToLowerInvariant()} outside of a loop");

    private Statement Ended(Statement statement)
    {
        _cursor.Expect(TokenKind.BlockEnd);
        return statement;
    }
}
