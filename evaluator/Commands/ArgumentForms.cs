namespace QuantGrpc.Evaluator.Commands;

/// <summary>Arguments in forms that the parser of options takes for values: a lone dash, and answers that begin with one.</summary>
internal static class ArgumentForms
{
    /// <summary>Stands for <c>-</c> within the program.</summary>
    public const string StandardInput = "stdin:";

    private static readonly string[] WithAnswers = ["--gold", "--answer"];

    /// <summary>"-" becomes <see cref="StandardInput"/>; "--gold -x" becomes "--gold=-x".</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> arguments)
    {
        var forms = new List<string>();
        foreach (var argument in arguments)
        {
            if (forms.Count > 0 && WithAnswers.Contains(forms[^1]) && argument.StartsWith('-') && !argument.StartsWith("--", StringComparison.Ordinal))
            {
                forms[^1] += "=" + argument;
            }
            else
            {
                forms.Add(argument == "-" ? StandardInput : argument);
            }
        }

        return forms;
    }
}
