using QuantGrpc.Llama.Text.Jinja.Nodes;

namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>Blocks that give names to values, from behind their first word.</summary>
/// <param name="cursor">Where the template is read.</param>
/// <param name="expressions">Reads expressions there.</param>
/// <param name="parseBody">Reads a body up to the block's end, which it is given.</param>
internal sealed class DefinitionParser(TokenCursor cursor, ExpressionParser expressions, Func<string, List<Statement>> parseBody)
{
    /// <summary>One name, or several that a list's elements are given to.</summary>
    public List<string> ParseNames()
    {
        var isGroup = cursor.TakeOperator("(");
        var names = new List<string> { cursor.ExpectName() };
        while (cursor.TakeOperator(","))
        {
            names.Add(cursor.ExpectName());
        }

        if (isGroup)
        {
            cursor.ExpectOperator(")");
        }

        return names;
    }

    public Statement ParseSet(int line)
    {
        var names = ParseNames();
        if (names.Count == 1 && cursor.TakeOperator("."))
        {
            var member = cursor.ExpectName();
            cursor.ExpectOperator("=");
            return Ended(new SetMemberNode(line, names[0], member, expressions.Parse()));
        }

        if (cursor.TakeOperator("="))
        {
            return Ended(new SetNode(line, names, expressions.Parse()));
        }

        return names.Count == 1 && cursor.Current.Kind == TokenKind.BlockEnd
            ? new SetBlockNode(line, names[0], parseBody("endset"))
            : throw cursor.Fail($"{cursor.Current} where '=' belongs");
    }

    public MacroNode ParseMacro(int line)
    {
        var name = cursor.ExpectName();
        var parameters = new List<MacroParameter>();
        cursor.ExpectOperator("(");
        while (!cursor.TakeOperator(")"))
        {
            parameters.Add(new MacroParameter(cursor.ExpectName(), cursor.TakeOperator("=") ? expressions.Parse() : null));
            if (!cursor.Current.IsOperator(")"))
            {
                cursor.ExpectOperator(",");
            }
        }

        return new MacroNode(line, name, parameters, parseBody("endmacro"));
    }

    private Statement Ended(Statement statement)
    {
        cursor.Expect(TokenKind.BlockEnd);
        return statement;
    }
}
